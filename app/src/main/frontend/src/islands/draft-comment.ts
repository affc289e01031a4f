/**
 * Keeps a comment while it is typed, per task, and brings it back when the task is opened again.
 *
 *     <textarea data-island="draft-comment" data-address="/api/tasks/…/comment-draft" data-says-kept="Kept at {0}"
 *       data-says-restored="Your draft from {0}" data-says-offline="…" data-says-refused="…"></textarea>
 */
import { Autosave, clock, mayOutlive } from "../autosave";
import { csrf } from "../http";

interface Draft {
  comment: string | null;
  savedAt: string | null;
}

export async function mount(element: HTMLElement): Promise<void> {
  if (!(element instanceof HTMLTextAreaElement)) return;
  const address = element.dataset.address ?? "";
  const says = element.dataset;
  const status = document.createElement("p");
  status.className = "hint draft-state";
  status.setAttribute("role", "status");
  element.after(status);

  const autosave = new Autosave(
    (signal, keepalive) => {
      const body = JSON.stringify({ comment: element.value });
      const headers = { "Content-Type": "application/json", Accept: "application/json", ...csrf() };
      return fetch(address, { method: "PUT", headers, body, signal, keepalive: keepalive && mayOutlive(body) });
    },
    (outcome) => {
      const words = outcome === "kept" ? says.saysKept : outcome === "offline" ? says.saysOffline : says.saysRefused;
      status.textContent = element.value || outcome !== "kept" ? (words ?? "").replace("{0}", clock(new Date().toISOString())) : "";
    },
  );
  element.addEventListener("input", () => autosave.changed());
  element.form?.addEventListener("submit", () => autosave.rest()); // the decision carries it
  element.form?.addEventListener("htmx:afterRequest", (event) => {
    if (!(event as CustomEvent<{ successful?: boolean }>).detail.successful) autosave.changed();
  });
  const gone = new MutationObserver(() => {
    if (element.isConnected) return;
    gone.disconnect(); // htmx exchanged the form, with what was typed until then
    autosave.finish();
  });
  gone.observe(document.body, { childList: true, subtree: true });

  if (element.value) autosave.changed(); // the decision was refused, and what was typed came back with the page
  else await restore(element, address, status);
}

async function restore(element: HTMLTextAreaElement, address: string, status: HTMLElement): Promise<void> {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const draft = (await answer.json()) as Draft;
  if (!draft.comment || !draft.savedAt || element.value) return; // typing was faster
  element.value = draft.comment;
  status.textContent = (element.dataset.saysRestored ?? "").replace("{0}", clock(draft.savedAt));
}
