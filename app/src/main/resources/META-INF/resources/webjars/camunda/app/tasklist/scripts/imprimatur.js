// Loaded by each of Camunda's webapps. People sign in at the portal's page, or in a dialog of ours: the webapps' own form
// would take no password. And there is a way back.
const prefix = location.pathname.split("/camunda/")[0];

// Where somebody was before they signed out; they come back to the same task.
let lastRoute = "";

function leaveForSignIn() {
  if (!location.hash.startsWith("#/login")) {
    lastRoute = location.hash;
    return;
  }
  const page = location.pathname.slice(prefix.length) + lastRoute;
  location.replace(`${prefix}/sign-in?continue=${encodeURIComponent(page)}`);
}

// Notice, dialog and script to sign in again in place, when the session has ended; see webapps.ts.
async function loadSignIn() {
  const answer = await fetch(`${prefix}/session/webapp`, {headers: {Accept: "text/html"}});
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.head.append(...page.querySelectorAll("meta[name]"));
  document.body.append(page.getElementById("im-parts"));
  await import(page.querySelector("script[type=module]").getAttribute("src"));
}
loadSignIn().catch((error) => console.error("The dialog to sign in again could not be loaded", error));

// What was typed and chosen on a task is kept in this tab until it was sent, also over a reload.
const KEPT = "imprimatur.decision.";
window.keptDecisions = {
  get: (person, task) => JSON.parse(sessionStorage.getItem(`${KEPT}${person}.${task}`) ?? "{}"),
  set: (person, task, decision) => {
    if (decision && (decision.comment || decision.decision)) {
      sessionStorage.setItem(`${KEPT}${person}.${task}`, JSON.stringify(decision));
    } else {
      sessionStorage.removeItem(`${KEPT}${person}.${task}`);
    }
  },
};

function showTheWayBack() {
  const bar = document.querySelector("[cam-widget-header] .navbar-header, [cam-widget-header] .navbar-collapse");
  if (!bar || document.getElementById("imprimatur")) return;
  const link = document.createElement("a");
  link.id = "imprimatur";
  link.className = "navbar-brand";
  link.href = `${prefix}/`;
  link.textContent = "‹ Imprimatur";
  bar.prepend(link);
}

// Tasklist calls a task by its step. What it is about stands before it: the style sheet shows it.
function titleTasks() {
  for (const card of document.querySelectorAll(".tasks-list li.task")) {
    const title = card.querySelector("[uib-tooltip=title]")?.closest(".variable-item")?.querySelector(".variable-value");
    const name = card.querySelector("h4.task a");
    if (name && title) name.dataset.title = title.textContent.trim();
  }
  const open = document.querySelector(".task-card h2.task");
  const title = document.querySelector(".tasks-list li.task.active h4.task a")?.dataset.title;
  if (open && title) open.dataset.title = title;
}

// On a phone the task opens below the list: it comes into sight once it is there.
const PHONE = matchMedia("(max-width: 767px)");
let opened = false;
addEventListener("click", (event) => {
  if (event.target.closest(".tasks-list li.task")) opened = PHONE.matches;
}, true);
function showOpened() {
  const task = opened && document.querySelector(".task-card h2.task");
  if (!task) return;
  opened = false;
  setTimeout(() => task.closest(".task-card").scrollIntoView({block: "start"}));
}

function look() {
  leaveForSignIn();
  showTheWayBack();
  titleTasks();
  showOpened();
}

addEventListener("hashchange", look);
new MutationObserver(look).observe(document.body, {childList: true, subtree: true}); // routes change without a hashchange
look();

// Keys of an input method are neither Tasklist's shortcuts nor the form's: Enter confirms a candidate, nothing else.
addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) event.stopImmediatePropagation();
}, true);
