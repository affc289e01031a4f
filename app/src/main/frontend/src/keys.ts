/**
 * The keys of the pages. An element says itself which key presses it: `data-key="u"`, or `data-key="g h"` for two keys in
 * a row; of several only the first visible one is pressed. `J` and `K` walk through `[data-row]`, or the first link in
 * it, which hears of it by the event `row-reached`; at the last row `J` presses `[data-more]`, and where there is nothing
 * more both say so. Single keys never fire in fields, and everybody can turn them off in
 * the help (`?`).
 */
import { onKeydown } from "./key-events";
import { toast } from "./toasts";

/** The event that a row, or the link in it, gets when `J` or `K` came to it. */
export const ROW_REACHED = "row-reached";

const SETTING = "imprimatur.keys";
let before: { key: string; at: number } | undefined;

export function startKeys(): void {
  onKeydown(document, onKey);
  const help = dialog();
  for (const button of document.querySelectorAll("[data-keys-help]")) button.addEventListener("click", showHelp);
  const toggle = help?.querySelector<HTMLInputElement>("input[data-keys-on]");
  if (toggle) {
    toggle.checked = enabled();
    toggle.addEventListener("change", () => localStorage.setItem(SETTING, toggle.checked ? "on" : "off"));
  }
}

export function enabled(): boolean {
  return localStorage.getItem(SETTING) !== "off";
}

function dialog(): HTMLDialogElement | null {
  return document.querySelector<HTMLDialogElement>("dialog#keys");
}

function showHelp(): void {
  const help = dialog();
  if (help && !help.open) help.showModal();
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !enabled()) return;
  if (inField(event.target) || dialog()?.open) return;
  const key = event.key.toLowerCase();
  const chord = before && event.timeStamp - before.at < 1500 ? `${before.key} ${key}` : undefined;
  before = undefined;
  const pressed = (chord && pressable(chord)) || pressable(key);
  if (pressed) {
    event.preventDefault();
    if (pressed.matches("input, textarea, select")) pressed.focus();
    else pressed.click();
  } else if (key === "?") {
    event.preventDefault();
    showHelp();
  } else if (key === "j" || key === "k") {
    if (walk(key === "j" ? 1 : -1)) event.preventDefault();
  } else if (key.length === 1) {
    before = { key, at: event.timeStamp };
  }
}

function inField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

function pressable(key: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)].find(visible);
}

function visible(element: HTMLElement): boolean {
  return typeof element.checkVisibility === "function" ? element.checkVisibility() : !element.hidden;
}

function walk(by: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")].filter(visible);
  if (rows.length === 0) return false;
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const chosen = here < 0 ? rows.findIndex((row) => row.matches("[aria-current]")) : here;
  const wanted = chosen < 0 ? 0 : chosen + by;
  const next = rows[Math.min(rows.length - 1, Math.max(0, wanted))];
  if (wanted < 0) toast(document.body.dataset.saysFirst ?? "");
  if (wanted >= rows.length) more();
  const target = next?.matches("a, button") ? next : next?.querySelector<HTMLElement>("a, button");
  target?.focus();
  target?.dispatchEvent(new CustomEvent(ROW_REACHED, { bubbles: true }));
  return true;
}

/** Loads the rows after the last one; says that there are none when there are none. */
function more(): void {
  const link = [...document.querySelectorAll<HTMLElement>("[data-more]")].find(visible);
  if (link) link.click();
  else toast(document.body.dataset.saysLast ?? "");
}
