/**
 * A list `[data-follows-address]` marks the link that leads to where we are with `aria-current`, also after htmx has
 * brought in only a part of the page.
 */
export function followAddress(): void {
  const mark = (): void => {
    for (const link of document.querySelectorAll<HTMLAnchorElement>("[data-follows-address] a[href]")) {
      if (new URL(link.href).pathname === location.pathname) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  document.addEventListener("htmx:pushedIntoHistory", mark);
  document.addEventListener("htmx:afterSettle", mark);
}
