/**
 * A page that answers a form, since something in it was wrong, takes the place of the page with the form in the history:
 * loading it again, or coming back to it, would send the old form again over what was typed and kept meanwhile.
 */
export function replaceEntry(page = document): void {
  if (!page.querySelector('meta[name="answers-form"]') || !page.referrer) return;
  const from = new URL(page.referrer);
  if (from.origin === location.origin) history.replaceState(history.state, "", from);
}
