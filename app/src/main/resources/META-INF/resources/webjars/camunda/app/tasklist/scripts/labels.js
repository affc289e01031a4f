// Loads the labels of one of Camunda's webapps before it starts. A webapp that starts without them shows their keys, and
// keeps some of these until the page is reloaded. It looks for its labels in this storage first, under this key.
export async function loadLabels(webapp) {
  const folder = `${document.querySelector("base").getAttribute("app-root")}/app/${webapp}/locales/`;
  const key = `${folder}_locales_data_en_${window.bust}`;
  const stored = JSON.parse(localStorage.getItem("camunda-web") ?? "{}");
  if (key in stored) return;
  const answer = await fetch(`${folder}en.json?bust=${window.bust}`).catch(() => undefined);
  if (!answer?.ok) return; // the webapp asks once more, and says what is wrong
  stored[key] = JSON.stringify(await answer.json());
  localStorage.setItem("camunda-web", JSON.stringify(stored));
}
