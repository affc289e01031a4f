/** Takes over the upload form; see the page of the library. */
export function mount(element: HTMLElement): void {
  element.hidden = false;
}
