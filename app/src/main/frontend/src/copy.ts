import { toast } from "./toasts";

/** `<button data-copy="text" data-says-copied="Copied.">` puts its text on the clipboard and says so. */
export function startCopying(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-copy]") : null;
    if (!button?.dataset.copy) return;
    void navigator.clipboard.writeText(button.dataset.copy).then(() => toast(button.dataset.saysCopied ?? "", "checks"));
  });
}
