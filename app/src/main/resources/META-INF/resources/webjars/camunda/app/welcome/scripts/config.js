// Takes the place of Camunda's own file of this name: the webapp as it comes, with the portal's sign-in.
export default {
  customScripts: ["../tasklist/scripts/imprimatur"],
};
