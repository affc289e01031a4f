/**
 * Keeps a press that was meant for one subject from deciding on the next one. It guards each `form[data-decision]`:
 *
 *     <section data-decision-pane> … <form data-decision data-says-look="…" data-says-early="…" data-says-again="…">
 *       <button name="verdict" value="approve">Approve</button> <p data-decision-hint role="status"></p> </form> </section>
 *
 * A form accepts a decision once it has been on screen for a second and the person has acted on its pane since: moved the
 * pointer over it, scrolled it, pressed a key or typed in it. The second half of a double click, a repeated key and whatever comes
 * while a decision is being sent never decide. A press that comes too early starts the second again, so that pressing in
 * a hurry decides nothing however long it lasts; without any other act a press shows that somebody is there, and the next
 * one decides. When the second has passed and nobody has acted, the hint says what the buttons wait for.
 */
import { onKeydown } from "./key-events";

export const ON_SCREEN = 1000; // milliseconds
const SENT = 10_000; // milliseconds until a form may be sent again of which nothing was heard
const BUTTON = "form[data-decision] button:not([type=button])";

interface Guarded {
  since: number;
  acted: boolean;
  sent: boolean;
  timer?: ReturnType<typeof setTimeout>;
}

let pointer: string | undefined; // where it was last

const guarded = new WeakMap<HTMLFormElement, Guarded>();

/** Listens once for the whole document; {@link guardDecisions} takes in the forms that come later. */
export function startDecisionGuard(root: Document = document): void {
  root.addEventListener("click", onClick, true);
  root.addEventListener("submit", onSubmit, true);
  onKeydown(root, onKey, { capture: true });
  root.addEventListener("pointermove", onPointer, true);
  root.addEventListener("pointerdown", onPointer, true);
  root.addEventListener("wheel", (event) => actOn(event.target), { capture: true, passive: true });
  root.addEventListener("input", (event) => actOn(event.target), true); // also pasted, dictated or composed
  root.addEventListener("touchmove", (event) => actOn(event.target), { capture: true, passive: true });
  root.addEventListener("htmx:afterRequest", (event) => {
    if (event.target instanceof HTMLFormElement && event.target.isConnected && guarded.has(event.target)) restart(event.target);
  });
  root.addEventListener("visibilitychange", () => root.visibilityState === "visible" && restartAll(root));
  addEventListener("pageshow", (event) => event.persisted && restartAll(root));
  guardDecisions(root);
}

/** Takes the forms at or below `root` in, each from the moment at which it is first seen. */
export function guardDecisions(root: ParentNode): void {
  for (const form of forms(root)) if (!guarded.has(form)) restart(form);
}

/** Whether a decision would be accepted now. */
export function mayDecide(form: HTMLFormElement): boolean {
  const state = stateOf(form);
  return !state.sent && state.acted && performance.now() - state.since >= ON_SCREEN;
}

/** A form that nobody has taken in yet is on screen since now: htmx shows a part of a page before it tells of it. */
function stateOf(form: HTMLFormElement): Guarded {
  const state = guarded.get(form);
  return state ?? restart(form);
}

/** Somebody acted on what the form is about, by a key of the page for instance. */
export function actedOn(form: HTMLFormElement): void {
  const state = stateOf(form);
  if (state.acted) return;
  state.acted = true;
  show(form);
}

function forms(root: ParentNode): HTMLFormElement[] {
  const found = [...root.querySelectorAll<HTMLFormElement>("form[data-decision]")];
  if (root instanceof HTMLFormElement && root.matches("[data-decision]")) found.push(root);
  return found;
}

function restartAll(root: ParentNode): void {
  for (const form of forms(root)) restart(form);
}

function restart(form: HTMLFormElement, acted = false): Guarded {
  const before = guarded.get(form);
  clearTimeout(before?.timer);
  const state: Guarded = { since: performance.now(), acted, sent: false };
  state.timer = setTimeout(() => {
    show(form);
    if (!state.acted) say(form, document.documentElement.dataset.otherPerson ?? form.dataset.saysLook ?? "");
  }, ON_SCREEN);
  guarded.set(form, state);
  show(form);
  return state;
}

/** Buttons that would do nothing look so; they keep the focus. */
function show(form: HTMLFormElement): void {
  const ready = mayDecide(form);
  form.toggleAttribute("data-not-ready", !ready);
  for (const button of form.querySelectorAll("button:not([type=button])")) {
    if (ready) button.removeAttribute("aria-disabled");
    else button.setAttribute("aria-disabled", "true");
  }
  if (ready) say(form, "");
}

function say(form: HTMLFormElement, words: string): void {
  const hint = form.querySelector("[data-decision-hint]");
  if (hint) hint.textContent = words;
}

function onClick(event: MouseEvent): void {
  const form = decisionOf(event.target);
  if (!form) return;
  const state = stateOf(form);
  if (event.detail <= 1 && mayDecide(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (state.sent) return;
  const seen = performance.now() - state.since >= ON_SCREEN && event.detail <= 1;
  restart(form, state.acted || seen);
  say(form, (seen ? form.dataset.saysAgain : form.dataset.saysEarly) ?? "");
}

/** Reached by a click that was let through, or without one. */
function onSubmit(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches("[data-decision]")) return;
  const state = stateOf(form);
  if (!mayDecide(form)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  state.sent = true;
  clearTimeout(state.timer);
  state.timer = setTimeout(() => restart(form, true), SENT);
}

function onKey(event: KeyboardEvent): void {
  const onButton = decisionOf(event.target) !== undefined;
  const press = event.key === "Enter" || event.key === " ";
  if (onButton && press && event.repeat) {
    event.preventDefault();
    event.stopImmediatePropagation();
  } else if (!event.repeat && !(onButton && press)) {
    actOn(event.target);
  }
}

/**
 * A pointer that lies still says nothing, though the browser tells of it again when the page under it changes. Over the
 * buttons it says nothing either: there it still lies from the decision before.
 */
function onPointer(event: PointerEvent): void {
  const at = `${event.screenX} ${event.screenY}`;
  const acted = event.type === "pointerdown" || (pointer !== undefined && pointer !== at);
  pointer = at;
  if (acted && !decisionOf(event.target)) actOn(event.target);
}

function actOn(target: EventTarget | null): void {
  const pane = target instanceof Element ? target.closest("[data-decision-pane]") : null;
  if (pane) forms(pane).forEach(actedOn);
}

function decisionOf(target: EventTarget | null): HTMLFormElement | undefined {
  const button = target instanceof Element ? target.closest<HTMLButtonElement>(BUTTON) : null;
  return button?.form ?? undefined;
}
