/**
 * The session of this page: notices that it ended, lets people sign in again in a dialog, and sends what was refused once
 * more, so that nothing typed is lost.
 *
 * A request that finds the session gone is answered with 401, or with 403 and `X-CSRF-Refused` when the page's token
 * belongs to an earlier session. `GET /session` says who is signed in and gives a token; asking keeps the session alive,
 * so pages ask only while somebody types or sends. Tabs tell each other of signing in and out.
 */
import { at, csrf } from "./http";
import { toast } from "./toasts";

/** What `GET /session` answers. */
export interface State {
  person: string | null;
  token: string | null;
}

/** What a tab tells the others: who is signed in now; null for nobody. */
interface News {
  person: string | null;
}

/** The event of the document once the person of the page is signed in again. */
export const SESSION_BACK = "session-back";

const CONTACT = "imprimatur.contact"; // when any tab last reached the server, in ms
const WATCH_EVERY = 20_000; // ms
const GRACE = 5_000; // ms after the end of a session, until it is surely gone
const KEEP_ALIVE = 240_000; // ms between two calls that only keep the session alive
const NOBODY = "";

const passing = new WeakSet<HTMLFormElement>();
const checking = new WeakSet<HTMLFormElement>();
let waiting: ((back: boolean) => void)[] = [];
let pressed = false; // something waits that is sent once people are back
let ended = false;
let tabs: BroadcastChannel | undefined;

/**
 * Starts watching the session of this page; on the sign-in page only tells the other tabs that nobody is signed in.
 *
 * @param until ends it
 */
export function startSession(until = new AbortController().signal): void {
  tabs = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(`imprimatur-session ${at("/")}`);
  const person = who();
  if (!person) {
    if (document.querySelector('[data-island="sign-in"]')) tell(null);
    if (location.search.startsWith("?signed-out")) sessionStorage.clear(); // comments that Tasklist keeps, of whoever leaves
    return;
  }
  contact();
  tell(person);
  tabs?.addEventListener("message", (event: MessageEvent<News>) => hear(event.data));
  document.addEventListener("submit", onSubmit, { capture: true, signal: until });
  document.addEventListener("input", onInput, { capture: true, signal: until });
  document.querySelector("[data-session-open]")?.addEventListener("click", () => void regain(false, false));
  const dialog = box();
  dialog?.addEventListener("submit", (event) => void signIn(event));
  dialog?.addEventListener("close", () => settle(!ended));
  dialog?.addEventListener("click", (event) => {
    const target = event.target as HTMLElement;
    if (target.closest("[data-session-later]")) dialog.close();
    if (target.closest("[data-session-reload]")) location.reload();
  });
  const watching = setInterval(() => void watch(), WATCH_EVERY);
  until.addEventListener("abort", () => {
    clearInterval(watching);
    tabs?.close();
  });
}

/** Whether an answer says that the session is gone, or that the page's token is not of this session. */
export function isRefused(status: number, csrfRefused: string | null, address?: string): boolean {
  return status === 401 || (status === 403 && csrfRefused !== null) || (address !== undefined && new URL(address).pathname === at("/sign-in"));
}

/**
 * Fetches something of ours with the page's token; when the session is gone, once more after people have signed in again.
 * The first answer comes back when they do not.
 */
export async function send(address: string, init: RequestInit = {}): Promise<Response> {
  const call = (): Promise<Response> => fetch(address, { ...init, headers: { ...(init.headers as Record<string, string>), ...csrf() } });
  const answer = await call();
  if (!isRefused(answer.status, answer.headers.get("X-CSRF-Refused"), answer.redirected ? answer.url : undefined)) {
    contact();
    return answer;
  }
  return (await regain()) ? call() : answer;
}

/**
 * Makes sure that the page has a session of its person and a token of it, and asks for sign-in if it has not. Resolves to
 * false when people put it off.
 *
 * @param quiet for requests that nobody made: shows only the notice, and waits for whatever ends it
 * @param sends whether something that was pressed is sent once people are back, which the dialog says
 */
export async function regain(quiet = false, sends = !quiet): Promise<boolean> {
  const state = await ask();
  if (!state) {
    toast(document.querySelector<HTMLElement>("[data-says-offline]")?.dataset.saysOffline ?? "");
    return false;
  }
  if (state.person === who()) return true;
  if (!box()) return false; // a page that nobody needs to sign in for
  announce(state.person);
  const back = new Promise<boolean>((resolve) => waiting.push(resolve));
  pressed ||= sends;
  if (!quiet) show(state.person);
  return back;
}

/** Whether this page knows that its person is not signed in any more. */
export function sessionEnded(): boolean {
  return ended;
}

/** The id of the person this page was made for; empty for nobody. */
export function person(): string {
  return who();
}

/**
 * Waits, behind the notice alone, until the page's person is signed in again: for requests of the page itself, whose
 * answer nobody waits for. Returns at once when the server does not say who is signed in.
 */
export async function untilBack(): Promise<void> {
  const state = await ask();
  if (!state || state.person === who()) return;
  announce(state.person);
  await new Promise((resolve) => document.addEventListener(SESSION_BACK, resolve, { once: true }));
}

/** Notes that the server was reached with the session, which lives on from there. */
export function contact(now = Date.now()): void {
  try {
    localStorage.setItem(CONTACT, String(now));
  } catch {
    lastContact = now; // no storage: this tab alone
  }
}

let lastContact = 0;

function reached(): number {
  try {
    return Number(localStorage.getItem(CONTACT) ?? lastContact);
  } catch {
    return lastContact;
  }
}

/** Whose page this is; empty when nobody was signed in. */
export function who(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="session-person"]')?.content ?? NOBODY;
}

/** How long the session lives without a request, in ms. */
function life(): number {
  return Number(document.querySelector<HTMLMetaElement>('meta[name="session-seconds"]')?.content ?? 0) * 1000;
}

function box(): HTMLDialogElement | null {
  return document.querySelector<HTMLDialogElement>("#session");
}

function tell(person: string | null): void {
  tabs?.postMessage({ person } satisfies News);
}

/** Undefined when the server could not be reached or did not answer the question. */
async function ask(): Promise<State | undefined> {
  try {
    const answer = await fetch(at("/session"), { headers: { Accept: "application/json" }, cache: "no-store" });
    if (!answer.ok) return undefined;
    const state = (await answer.json()) as State;
    if (state.person === who()) {
      contact();
      takeOver(state);
    }
    return state;
  } catch {
    return undefined;
  }
}

/** Puts the token of the session wherever the page has one, and lets everything go on that waited for it. */
function takeOver(state: State): void {
  const token = state.token ?? "";
  document.querySelector('meta[name="csrf-token"]')?.setAttribute("content", token);
  for (const field of document.querySelectorAll<HTMLInputElement>('input[name="_csrf"]')) field.value = token;
  for (const form of document.querySelectorAll<HTMLFormElement>('form[action*="_csrf="]')) {
    form.setAttribute("action", (form.getAttribute("action") ?? "").replace(/_csrf=[^&]*/, `_csrf=${encodeURIComponent(token)}`));
  }
  if (!ended) return;
  ended = false;
  delete document.documentElement.dataset.otherPerson;
  const banner = document.getElementById("session-banner");
  if (banner) banner.hidden = true;
  if (box()?.open) box()?.close();
  settle(true);
  document.dispatchEvent(new CustomEvent(SESSION_BACK));
  toast(box()?.dataset.saysBack ?? "", "circle-check");
}

function settle(back: boolean): void {
  const all = waiting;
  waiting = [];
  pressed = false;
  for (const resolve of all) resolve(back);
}

/** Shows the notice that the session ended, or that somebody else is signed in now. */
function announce(person: string | null): void {
  ended = true;
  if (person) document.documentElement.dataset.otherPerson = other(person); // what a decision waits for
  const banner = document.getElementById("session-banner");
  if (!banner) return;
  if (person) {
    const words = banner.querySelector("[data-session-words]");
    if (words) words.textContent = other(person);
  }
  banner.hidden = false;
}

function other(person: string): string {
  return (box()?.dataset.saysOther ?? "").replace("%", person);
}

/** Opens the dialog: to sign in again, or, when somebody else has signed in, to choose whether the page is loaded anew. */
function show(person: string | null): void {
  const dialog = box();
  if (!dialog) return;
  const form = dialog.querySelector<HTMLFormElement>("[data-session-form]");
  const choice = dialog.querySelector<HTMLElement>("[data-session-other]");
  const title = dialog.querySelector("h2");
  const why = dialog.querySelector("[data-session-why]");
  if (form) form.hidden = person !== null;
  if (choice) choice.hidden = person === null;
  if (title) title.textContent = person ? other(person) : (dialog.dataset.saysTitle ?? "");
  if (why) why.textContent = (person ? dialog.dataset.saysOtherWords : pressed ? dialog.dataset.saysSends : dialog.dataset.saysWords) ?? "";
  complain("");
  if (!dialog.open) dialog.showModal();
  dialog.querySelector<HTMLElement>(person ? "[data-session-other] button" : "#session-password")?.focus();
}

async function signIn(event: Event): Promise<void> {
  event.preventDefault();
  const dialog = box();
  const password = dialog?.querySelector<HTMLInputElement>("#session-password");
  const button = dialog?.querySelector<HTMLButtonElement>("[data-session-form] .btn-primary");
  if (!dialog || !password || !button || button.disabled) return;
  button.disabled = true;
  try {
    const state = await ask(); // also a token for the sign-in itself
    if (!state) return complain(dialog.dataset.saysUnreachable);
    if (state.person === who()) return; // signed in in another tab
    if (state.person) return show(state.person);
    const answer = await fetch(at("/sign-in"), {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams({ username: who(), password: password.value, _csrf: state.token ?? "" }),
    });
    if (answer.ok) {
      password.value = "";
      tell(who());
      if (!(await ask())) complain(dialog.dataset.saysUnreachable);
    } else {
      complain(answer.status === 429 ? dialog.dataset.saysWait : answer.status === 401 ? dialog.dataset.saysWrong : dialog.dataset.saysUnreachable);
      password.select();
    }
  } catch {
    complain(dialog.dataset.saysUnreachable);
  } finally {
    button.disabled = false;
  }
}

function complain(words = ""): void {
  const place = box()?.querySelector<HTMLElement>("#session-error");
  const text = place?.querySelector("span");
  if (!place || !text) return;
  text.textContent = words;
  place.hidden = words === "";
  box()?.querySelector("#session-password")?.toggleAttribute("aria-invalid", words !== "");
}

/** Asks before a form leaves the page with what was typed; then sends it, with the button that was pressed. */
function onSubmit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  const method = (event.submitter?.getAttribute("formmethod") ?? form.getAttribute("method") ?? "").toLowerCase();
  const address = new URL(event.submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? "", location.href);
  if (passing.has(form) || method !== "post" || form.matches("[hx-post], [data-session-form]")) return;
  if (address.origin !== location.origin || address.pathname === at("/sign-out")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (checking.has(form)) return;
  checking.add(form);
  void regain()
    .then((back) => {
      if (back) pass(form, event.submitter);
    })
    .finally(() => checking.delete(form));
}

function pass(form: HTMLFormElement, submitter: HTMLElement | null): void {
  passing.add(form);
  form.requestSubmit(submitter?.isConnected ? submitter : null);
  passing.delete(form);
}

/** Long writing keeps the session alive. */
function onInput(event: Event): void {
  if (ended || (event.target as HTMLElement).closest("#session")) return;
  const since = Date.now() - reached();
  if (since < Math.min(KEEP_ALIVE, life() / 4)) return;
  contact(); // at most one call at a time
  void ask().then((state) => {
    if (state && state.person !== who()) announce(state.person);
  });
}

/** Once no tab has reached the server for longer than a session lives, asks whether it has ended. */
async function watch(): Promise<void> {
  if (ended || life() <= 0 || Date.now() - reached() < life() + GRACE) return;
  const state = await ask();
  if (state && state.person !== who()) announce(state.person);
}

function hear(news: News): void {
  if (news.person === who()) {
    if (ended) void ask();
  } else {
    announce(news.person);
    if (box()?.open) show(news.person);
  }
}
