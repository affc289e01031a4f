/**
 * Copies a read-only field: `<div data-island="copy" data-done="Copied"><input readonly><button data-copy>…</button></div>`.
 */
export function mount(element: HTMLElement): void {
  const field = element.querySelector<HTMLInputElement>("input");
  const button = element.querySelector<HTMLButtonElement>("[data-copy]");
  const words = button?.querySelector("span") ?? button;
  if (!field || !button || !words) return;

  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", () => {
    navigator.clipboard.writeText(field.value).then(
      () => {
        words.textContent = element.dataset.done ?? "";
      },
      () => field.focus(), // not allowed here: it is selected, and a key away
    );
  });
}
