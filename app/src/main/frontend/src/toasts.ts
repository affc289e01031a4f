/**
 * Says what was just done, at the bottom (on phones at the top), to screen readers too. Text only. Returns the element of
 * the text, for what is known only later.
 */
export function toast(words: string, icon = "info-circle"): HTMLElement | undefined {
  const place = document.getElementById("toasts");
  if (!place || !words) return undefined;
  const last = place.lastElementChild;
  if (last instanceof HTMLElement && last.textContent === words) return last.querySelector("span") ?? undefined; // it says so already
  const box = document.createElement("div");
  box.className = "toast-x";
  const sign = document.createElement("i");
  sign.className = `i i-${icon}`;
  sign.setAttribute("aria-hidden", "true");
  const text = document.createElement("span");
  text.className = "grow";
  text.dir = "auto";
  text.textContent = words;
  box.append(sign, text);
  place.append(box);
  leave(box);
  trim(place);
  return text;
}

/** The toast that came with the page goes as the others do, once there was time to read it. */
export function startToasts(root: ParentNode): void {
  root.querySelectorAll<HTMLElement>("#toasts > .toast-x").forEach(leave);
  root.querySelectorAll("#toasts").forEach(trim);
}

/** The newest alone: what is done fast one after the other must not fill the screen. */
function trim(place: Element): void {
  while (place.childElementCount > 1) place.firstElementChild?.remove();
}

/** By itself once there was time to read it; at once when it is pressed, since it lies over the page. */
function leave(box: HTMLElement): void {
  box.addEventListener("click", (event) => {
    if (!(event.target instanceof Element && event.target.closest("a, button"))) box.remove();
  });
  setTimeout(() => box.remove(), Math.max(8000, (box.textContent?.length ?? 0) * 100));
}
