// Loaded by each of Camunda's webapps. People sign in at the portal's page alone: the webapps' own form would take no
// password. And there is a way back.
const prefix = location.pathname.split("/camunda/")[0];

// Where somebody was when the session ended; they come back to the same task.
let lastRoute = "";

function leaveForSignIn() {
  if (!location.hash.startsWith("#/login")) {
    lastRoute = location.hash;
    return;
  }
  const page = location.pathname.slice(prefix.length) + lastRoute;
  location.replace(`${prefix}/sign-in?continue=${encodeURIComponent(page)}`);
}

// A comment is kept in this tab until it was sent, since the form is gone as soon as the session has ended.
const KEPT = "imprimatur.comment.";
window.keptComments = {
  get: (person, task) => sessionStorage.getItem(`${KEPT}${person}.${task}`) ?? "",
  set: (person, task, comment) => {
    if (comment) sessionStorage.setItem(`${KEPT}${person}.${task}`, comment);
    else sessionStorage.removeItem(`${KEPT}${person}.${task}`);
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

function look() {
  leaveForSignIn();
  showTheWayBack();
  titleTasks();
}

addEventListener("hashchange", look);
new MutationObserver(look).observe(document.body, {childList: true, subtree: true}); // routes change without a hashchange
look();

// Keys of an input method are neither Tasklist's shortcuts nor the form's: Enter confirms a candidate, nothing else.
addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) event.stopImmediatePropagation();
}, true);
