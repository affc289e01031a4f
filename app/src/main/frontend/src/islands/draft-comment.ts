/**
 * Keeps a comment while it is typed, per task, and brings it back when the task is opened again.
 *
 *     <textarea data-island="draft-comment" data-address="/api/tasks/…/comment-draft" data-says-kept="Kept at {0}"
 *       data-says-restored="Your draft from {0}" data-says-offline="…" data-says-refused="…" data-says-closed="…"></textarea>
 *
 * What could not be sent is kept in this tab, under the id of who typed it: another account never gets to see it.
 */
import { Autosave, clock, mayOutlive } from "../autosave";
import { csrf } from "../http";
import { person } from "../session";

interface Draft {
  comment: string | null;
  savedAt: string | null;
}

export async function mount(element: HTMLElement): Promise<void> {
  if (!(element instanceof HTMLTextAreaElement)) return;
  const address = element.dataset.address ?? "";
  const says = element.dataset;
  const unsent = new Unsent(address);
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
      const words = { kept: says.saysKept, offline: says.saysOffline, refused: says.saysRefused, closed: says.saysClosed }[outcome];
      status.textContent = element.value || outcome !== "kept" ? (words ?? "").replace("{0}", clock(new Date().toISOString())) : "";
      if (outcome === "kept" && autosave.done) unsent.forget();
    },
  );
  element.addEventListener("input", () => {
    unsent.keep(element.value);
    autosave.changed();
  });
  element.form?.addEventListener("submit", () => autosave.rest()); // the decision carries it
  element.form?.addEventListener("htmx:afterRequest", (event) => {
    if ((event as CustomEvent<{ successful?: boolean }>).detail.successful) unsent.forget();
    else autosave.changed();
  });
  const gone = new MutationObserver(() => {
    if (element.isConnected) return;
    gone.disconnect(); // htmx exchanged the form, with what was typed until then
    autosave.finish();
  });
  gone.observe(document.body, { childList: true, subtree: true });

  if (element.value) return autosave.changed(); // the decision was refused, and what was typed came back with the page
  await restore(element, address, status);
  const left = unsent.find();
  if (!left || left === element.value) return unsent.forget();
  element.value = left;
  autosave.changed();
}

async function restore(element: HTMLTextAreaElement, address: string, status: HTMLElement): Promise<void> {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const draft = (await answer.json()) as Draft;
  if (!draft.comment || !draft.savedAt || element.value) return; // typing was faster
  element.value = draft.comment;
  status.textContent = (element.dataset.saysRestored ?? "").replace("{0}", clock(draft.savedAt));
}

/** What was typed and has not reached the server; gone with the tab, and when its person signs out. */
class Unsent {
  private readonly key: string;

  constructor(address: string) {
    this.key = `imprimatur.comment ${person()} ${address}`;
  }

  find(): string | null {
    return sessionStorage.getItem(this.key);
  }

  keep(text: string): void {
    sessionStorage.setItem(this.key, text);
  }

  forget(): void {
    sessionStorage.removeItem(this.key);
  }
}
