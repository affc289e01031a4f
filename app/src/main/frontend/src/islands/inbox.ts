/**
 * The inbox, once htmx has exchanged it: keeps the list where it was, moves the focus to what is open now, and adds the
 * keys that are more than a click.
 *
 *     <div data-island="inbox" data-waiting="8"> … <li data-row aria-current="true"><a hx-get="…"> …
 *       <form id="decide" data-decision> <textarea id="comment"> <button data-decide="approve"> … </form> </div>
 *
 * `A` goes to the button that approves and `Enter` presses it: a signature takes two keys. `R` goes to the comment first,
 * since changes cannot be requested without one. Rejecting has no key. `J` and `K` open the row they come to, once they
 * rest for a moment; until it is open nothing can be decided, and while the focus is on a row that is not open the other
 * keys open it and do nothing else.
 */
import { actedOn } from "../decision-guard";
import { at } from "../http";
import { onKeydown } from "../key-events";
import { enabled, ROW_REACHED } from "../keys";
import { isBlank } from "../text";

const REST = 150; // milliseconds on a row before it is opened, so that walking past opens nothing

const NARROW = "(max-width: 991px)"; // as in review.css

let listAt = 0;
let pageAt = 0; // on a narrow screen the list scrolls with the page
let before: string | undefined;
let wanted: string | undefined; // address of the row that J or K came to last, until it is open
let opening: ReturnType<typeof setTimeout> | undefined;

export function mount(element: HTMLElement): void {
  const list = element.querySelector<HTMLElement>(".ib-items");
  if (list) {
    list.scrollTop = listAt;
    list.addEventListener("scroll", () => (listAt = list.scrollTop), { passive: true });
  }
  markOpen(element);
  const open = element.querySelector<HTMLInputElement>('#decide input[name="subject"]')?.value ?? "";
  const first = before === undefined;
  if (!first && !seek(element)) focusOpen(element);
  if (!first) scrollPage(element, open !== before);
  before = open;
  tellWaiting(element.dataset.waiting);
  onKeydown(element, onSend);
  element.addEventListener(ROW_REACHED, (event) => reach(element, event.target as HTMLElement));
  element.addEventListener("focusout", (event) => leaveRow(element, event));
  element.addEventListener("htmx:beforeRequest", (event) => {
    if (!element.classList.contains("ib-open")) pageAt = scrollY;
    forget(event.target as HTMLElement);
    rest(element, event, true);
  });
  element.addEventListener("htmx:afterRequest", (event) => rest(element, event, false));
  if (first) onKeydown(document, onKey);
}

/** On a narrow screen what is opened begins at its top, and the list is where it was. */
function scrollPage(element: HTMLElement, other: boolean): void {
  if (!matchMedia(NARROW).matches || element.querySelector('[aria-invalid="true"], #note')) return;
  if (!element.classList.contains("ib-open")) scrollTo(0, pageAt);
  else if (other) scrollTo(0, 0);
}

/** On a narrow screen the list stands alone until something is opened, so none of its rows is marked until then. */
function markOpen(element: HTMLElement): void {
  const row = element.querySelector("[data-row][aria-current]");
  if (!row || element.classList.contains("ib-open")) return;
  const narrow = matchMedia(NARROW);
  const mark = (): void => {
    if (narrow.matches) row.removeAttribute("aria-current");
    else row.setAttribute("aria-current", "true");
  };
  narrow.addEventListener("change", mark);
  mark();
}

/** `J` or `K` came to a row: what is open cannot be decided until the two are the same. */
function reach(element: HTMLElement, link: HTMLElement): void {
  clearTimeout(opening);
  const open = link.closest("[data-row]")?.hasAttribute("aria-current") ?? false;
  wanted = open || !link.hasAttribute("hx-get") ? undefined : (link.getAttribute("href") ?? undefined);
  hold(element, !open);
  if (wanted !== undefined) opening = setTimeout(() => link.click(), REST);
}

/** Something else was asked for meanwhile, by a click for instance: that opens, and nothing after it. */
function forget(asked: HTMLElement): void {
  if (asked.getAttribute("href") === wanted) return;
  clearTimeout(opening);
  wanted = undefined;
}

/** After an exchange: goes on to the row that was reached while it was under way; whether there is one. */
function seek(element: HTMLElement): boolean {
  const row = wanted === undefined ? undefined : [...element.querySelectorAll<HTMLElement>("[data-row] a")].find((link) => link.getAttribute("href") === wanted);
  wanted = undefined;
  if (!row || row.closest("[aria-current]")) return false;
  row.focus();
  reach(element, row);
  return true;
}

/** Whoever leaves a row that is not open, for what is open for instance, decides on that again. */
function leaveRow(element: HTMLElement, event: FocusEvent): void {
  const row = (event.target as HTMLElement).closest("[data-row]");
  const to = event.relatedTarget as HTMLElement | null;
  if (row && wanted === undefined && !to?.closest("[data-row]")) hold(element, false);
}

function hold(element: HTMLElement, held: boolean): void {
  element.querySelector("#decide")?.toggleAttribute("inert", held);
}

/** The link of the row that has the focus though something else is open. */
function focusedElsewhere(): HTMLElement | undefined {
  const row = document.activeElement?.closest<HTMLElement>("[data-island=inbox] [data-row]");
  return row && !row.hasAttribute("aria-current") ? (document.activeElement as HTMLElement) : undefined;
}

/** While something else is being opened nobody signs what is about to go: a quick press would meet the wrong one. */
export function rest(element: HTMLElement, event: Event, opening: boolean): void {
  const form = element.querySelector<HTMLElement>("#decide");
  if (form && !form.contains(event.target as Node)) form.toggleAttribute("inert", opening);
}

/** Where the eye goes after an exchange: to what is wrong, else to the top of what is open now. */
function focusOpen(element: HTMLElement): void {
  const wrong = element.querySelector<HTMLElement>('[aria-invalid="true"]');
  (wrong ?? element.querySelector<HTMLElement>("#pane"))?.focus({ preventScroll: !wrong });
  element.querySelector("#note")?.scrollIntoView({ block: "nearest" });
}

/** The number in the frame around the page, which htmx does not exchange. */
export function tellWaiting(count: string | undefined, root: ParentNode = document): void {
  if (count === undefined) return;
  for (const number of root.querySelectorAll<HTMLElement>(`a[href="${at("/inbox")}"] .n`)) {
    const shown = number.querySelector("span:not(.visually-hidden)");
    if (shown) shown.textContent = Number(count) > 99 ? "99+" : count;
    number.hidden = count === "0";
  }
}

/** Ctrl and Enter in the comment send what the comment is for: nothing is sent without a choice. */
function onSend(event: KeyboardEvent): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = (event.target as HTMLElement).closest<HTMLFormElement>("#decide");
  if (!form) return;
  event.preventDefault();
  const chosen = form.querySelector<HTMLButtonElement>(form.dataset.meant ? `[data-decide="${form.dataset.meant}"]` : ".btn-primary");
  chosen?.focus();
  if (form.dataset.meant) chosen?.click();
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !enabled()) return;
  if (event.key === "Escape") {
    if (document.activeElement instanceof HTMLTextAreaElement) document.activeElement.blur();
    return;
  }
  const target = event.target as HTMLElement;
  if (target.matches("input, textarea, select") || document.querySelector("dialog[open]")) return;
  const form = document.querySelector<HTMLFormElement>("#decide");
  const key = event.key.toLowerCase();
  const elsewhere = focusedElsewhere();
  if (elsewhere && ["a", "r", "d"].includes(key)) {
    event.preventDefault();
    if (!event.repeat) elsewhere.click();
    return;
  }
  const done = form && !event.repeat && !form.hasAttribute("inert") && act(key, form);
  if (done) event.preventDefault();
}

/** What a key does; whether it did anything. */
export function act(key: string, form: HTMLFormElement): boolean {
  if (["a", "r", "d"].includes(key)) actedOn(form);
  const comment = form.querySelector<HTMLTextAreaElement>("#comment");
  if (key === "a") {
    form.dataset.meant = "approve";
    form.querySelector<HTMLButtonElement>('[data-decide="approve"]')?.focus();
    return true;
  }
  if (key === "r") {
    const button = form.querySelector<HTMLButtonElement>('[data-decide="request_changes"]');
    if (!button) return false;
    form.dataset.meant = "request_changes";
    (comment && !isBlank(comment.value) ? button : comment)?.focus();
    return true;
  }
  if (key === "d") {
    const difference = document.getElementById("difference");
    difference?.focus();
    difference?.scrollIntoView({ block: "nearest" });
    return difference !== null;
  }
  return false;
}
