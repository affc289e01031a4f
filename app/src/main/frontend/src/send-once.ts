/**
 * Sends every form that leaves the page once: a double click, a second Enter and a repeated shortcut do nothing while the
 * first press is on its way. A form counts as sent once nothing has kept it back: one that waits for the session check
 * (session.ts) or that a part of the page sends itself does not. Forms of htmx and decisions look after themselves.
 *
 * The second press may also meet the page that came of the first: one that tells what was just saved takes no form for a
 * second unless something was typed in it.
 */
const ANSWERED = 1_000; // milliseconds
const SENT = 10_000; // milliseconds until a form may be sent again whose answer did not replace the page
const EXEMPT = "[hx-post], [data-decision], [data-session-form]";

const sent = new Map<HTMLFormElement, () => void>();
let answered = -Infinity; // when a page was drawn that tells what was just saved, and in which nothing was typed yet

/** Starts watching the forms of this page. */
export function startSendOnce(until = new AbortController().signal): void {
  addEventListener("submit", holdBack, { capture: true, signal: until }); // before all others
  answered = document.querySelector("#toasts > .toast-x") ? performance.now() : -Infinity;
  addEventListener("input", () => (answered = -Infinity), { capture: true, signal: until });
  addEventListener("submit", count, { signal: until }); // after all others
  addEventListener("pageshow", (event) => event.persisted && forgetAll(), { signal: until });
}

function holdBack(event: SubmitEvent): void {
  const secondPress = performance.now() - answered < ANSWERED && leaves(event);
  if (!secondPress && !sent.has(event.target as HTMLFormElement)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

function count(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (event.defaultPrevented || !leaves(event)) return;
  // not disabled: the name and value of the pressed button are sent, and the focus stays
  const marked = buttons(form).filter((button) => button.getAttribute("aria-disabled") !== "true");
  for (const button of marked) button.setAttribute("aria-disabled", "true");
  const timer = setTimeout(() => sent.get(form)?.(), SENT);
  sent.set(form, () => {
    clearTimeout(timer);
    sent.delete(form);
    for (const button of marked) button.removeAttribute("aria-disabled");
  });
}

/** Whether this changes something and goes to another page. */
function leaves(event: SubmitEvent): boolean {
  const form = event.target as HTMLFormElement;
  const method = event.submitter?.getAttribute("formmethod") ?? form.getAttribute("method") ?? "";
  return method.toLowerCase() === "post" && !form.matches(EXEMPT);
}

/** The page comes back from the history as it was left. */
function forgetAll(): void {
  for (const forget of [...sent.values()]) forget();
}

function buttons(form: HTMLFormElement): HTMLButtonElement[] {
  return [...form.elements].filter((field): field is HTMLButtonElement => field instanceof HTMLButtonElement && field.type === "submit");
}
