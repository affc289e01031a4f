// Loaded by each of Camunda's webapps. People sign in at the portal's page alone: the webapps' own form would take no
// password. And there is a way back.
const prefix = location.pathname.split("/camunda/")[0];

function leaveForSignIn() {
  if (location.hash.startsWith("#/login")) location.replace(`${prefix}/sign-in`);
}

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

function look() {
  leaveForSignIn();
  showTheWayBack();
}

addEventListener("hashchange", look);
new MutationObserver(look).observe(document.body, {childList: true, subtree: true}); // routes change without a hashchange
look();

// Keys of an input method are neither Tasklist's shortcuts nor the form's: Enter confirms a candidate, nothing else.
addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) event.stopImmediatePropagation();
}, true);
