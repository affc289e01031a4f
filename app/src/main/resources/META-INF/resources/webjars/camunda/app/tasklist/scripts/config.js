// Takes the place of Camunda's own file of this name: Tasklist as it comes, with the portal's sign-in.
import { loadLabels } from "./labels.js";

await loadLabels("tasklist");

export default {
  customScripts: ["scripts/imprimatur"],
  shortcuts: {
    claimTask: {key: "ctrl+alt+c", description: "claims the selected task"},
    focusFilter: {key: "ctrl+shift+f", description: "goes to the first filter"},
    focusList: {key: "ctrl+alt+l", description: "goes to the first task"},
    focusForm: {key: "ctrl+alt+f", description: "goes to the first field of the form"},
  },
};
