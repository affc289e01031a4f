// Loads the labels of one of Camunda's webapps before it starts. A webapp that starts without them shows their keys, and
// keeps some of these until the page is reloaded. It looks for its labels in this storage first, under this key.

// What people read after completing or claiming, in words of the portal instead of the engine's.
const OWN = {
  CLAIM_ERROR: "Not claimed",
  COMPLETE_ERROR: "Not recorded",
  COMPLETE_OK: "Completed.",
  TASK_HAS_BEEN_REMOVED: "This task is closed: it was completed or withdrawn.",
  TASK_NOT_EXIST: "This task is closed: it was completed or withdrawn.",
  UNCLAIM_ERROR: "Not released",
};

export async function loadLabels(webapp) {
  const folder = `${document.querySelector("base").getAttribute("app-root")}/app/${webapp}/locales/`;
  const key = `${folder}_locales_data_en_${window.bust}`;
  const stored = JSON.parse(localStorage.getItem("camunda-web") ?? "{}");
  const labels = key in stored ? JSON.parse(stored[key]) : await fetched(folder);
  if (!labels) return; // the webapp asks once more, and says what is wrong
  for (const [label, words] of Object.entries(OWN)) if (label in labels.labels) labels.labels[label] = words;
  stored[key] = JSON.stringify(labels);
  localStorage.setItem("camunda-web", JSON.stringify(stored));
}

async function fetched(folder) {
  const answer = await fetch(`${folder}en.json?bust=${window.bust}`).catch(() => undefined);
  return answer?.ok ? answer.json() : undefined;
}
