// Takes the place of Camunda's own file of this name: the webapp as it comes, with the portal's sign-in.
import { loadLabels } from "../../tasklist/scripts/labels.js";

await loadLabels("admin");

export default {
  customScripts: ["../tasklist/scripts/imprimatur"],
};
