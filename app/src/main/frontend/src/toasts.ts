/** Says what was just done, at the bottom (on phones at the top), to screen readers too. Text only. */
export function toast(words: string, icon = "info-circle"): void {
  const place = document.getElementById("toasts");
  if (!place || !words) return;
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
  setTimeout(() => box.remove(), Math.max(5000, words.length * 80));
}
