/**
 * Says what was just done, at the bottom (on phones at the top), to screen readers too. Text only. Returns the element of
 * the text, for what is known only later.
 */
export function toast(words: string, icon = "info-circle"): HTMLElement | undefined {
  const place = document.getElementById("toasts");
  if (!place || !words) return undefined;
  const box = document.createElement("div");
  box.className = "toast-x";
  const sign = document.createElement("i");
  sign.className = `i i-${icon}`;
  sign.setAttribute("aria-hidden", "true");
  const text = document.createElement("span");
  text.className = "grow";
  text.textContent = words;
  box.append(sign, text);
  place.append(box);
  leave(box);
  return text;
}

/** The toast that came with the page goes as the others do, once there was time to read it. */
export function startToasts(root: ParentNode): void {
  root.querySelectorAll<HTMLElement>("#toasts > .toast-x").forEach(leave);
}

function leave(box: HTMLElement): void {
  setTimeout(() => box.remove(), Math.max(8000, (box.textContent?.length ?? 0) * 100));
}
