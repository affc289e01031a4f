/**
 * Comes into Camunda's webapps with the dialog to sign in again in place (templates/access/webapp-session.html): holds
 * what is refused meanwhile, and says what a form in Tasklist has done. Forms reach it as `window.imprimatur`.
 */
import { heldRequests } from "./held-requests";
import { at } from "./http";
import { startSession } from "./session";
import { toast } from "./toasts";

declare global {
  interface Window {
    imprimatur?: { completed: typeof completed };
  }
}

/**
 * Confirms that a task was completed, and adds what comes next as soon as the server says so.
 *
 * @param words what was done
 * @param subject what it was about, `post:<id>` for instance
 */
export async function completed(words: string, subject: string): Promise<void> {
  for (const close of document.querySelectorAll<HTMLElement>(".page-notifications .close")) close.click(); // of earlier attempts
  const place = toast(words, "circle-check");
  if (!place) return;
  const answer = await fetch(at(`/review/next/${subject.split(":").map(encodeURIComponent).join("/")}`), { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const next = (await answer.json()) as { message: string };
  place.textContent = `${words} ${next.message}`.trim();
}

const parts = document.getElementById("im-parts");
if (parts) {
  startSession();
  window.XMLHttpRequest = heldRequests(window.XMLHttpRequest, parts.dataset.saysUnsent ?? "");
  window.imprimatur = { completed };
}
