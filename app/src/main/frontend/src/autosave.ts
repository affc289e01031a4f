/**
 * Keeps on the server what is being typed: shortly after typing pauses, at the latest every three seconds while it does
 * not, and at once when the page is hidden or left. What could not be sent is tried again, ever more rarely.
 */
import { isRefused, regain, SESSION_BACK, sessionEnded } from "./session";

/** `closed`: there is nothing any more that it could be kept for, so nothing is sent again. */
export type Outcome = "kept" | "offline" | "refused" | "closed";

/** Sends what is typed. `keepalive` lets the request outlive the page. */
export type Send = (signal: AbortSignal, keepalive: boolean) => Promise<Response>;

const PAUSE = 700;
const LONGEST = 3_000;
const APART = 1_000; // from one request to the next: the server takes one a second for as long as anybody types
const FIRST_WAIT = 10_000;
const LONGEST_WAIT = 300_000;
const CLOSED = [403, 404, 409, 410];

export class Autosave {
  private dirty = false;
  private first = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: AbortController | undefined;
  private stopped = false;
  private failed = false;
  private refreshed = false; // the page took over the token of the session, and has not been heard with it yet
  private wait = FIRST_WAIT;
  private last = -APART;
  private readonly hidden = (): void => {
    if (document.visibilityState === "hidden") this.flush();
  };
  private readonly left = (): void => this.flush();
  private readonly back = (): void => {
    if (this.dirty && !this.stopped) this.schedule(0);
  };

  constructor(
    private readonly send: Send,
    private readonly told: (outcome: Outcome, answer?: Response) => void,
  ) {
    document.addEventListener("visibilitychange", this.hidden);
    window.addEventListener("pagehide", this.left);
    document.addEventListener(SESSION_BACK, this.back);
  }

  /** Something was typed. */
  changed(): void {
    if (this.stopped) return;
    const now = Date.now();
    if (!this.dirty) this.first = now;
    this.dirty = true;
    this.schedule(Math.max(Math.min(PAUSE, this.first + LONGEST - now), this.last + APART - now, 0));
  }

  /** Whether everything that was typed is kept. */
  get done(): boolean {
    return !this.dirty && !this.running && !this.failed;
  }

  /** Sends now what has not been sent. */
  flush(): void {
    if (this.dirty && !this.stopped) void this.run(true);
  }

  /** What is typed is on its way for good: nothing is sent until something else is typed. */
  rest(): void {
    clearTimeout(this.timer);
    this.dirty = false;
  }

  /** Sends what has not been sent, and nothing after that. */
  finish(): void {
    this.flush();
    this.end();
  }

  /** Sends nothing any more, and takes back what is under way: what is typed was sent for good, or discarded. */
  stop(): void {
    this.running?.abort();
    this.end();
  }

  private end(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.hidden);
    window.removeEventListener("pagehide", this.left);
    document.removeEventListener(SESSION_BACK, this.back);
  }

  private schedule(wait: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run(false), wait);
  }

  private async run(leaving: boolean): Promise<void> {
    clearTimeout(this.timer);
    if (sessionEnded()) return this.told("refused"); // goes on when its person is back
    if (this.running && !leaving) return this.schedule(PAUSE);
    this.running?.abort(); // the newer text goes out, whichever of them arrives
    const controller = new AbortController();
    this.running = controller;
    this.last = Date.now();
    this.dirty = false;
    const answer = await this.attempt(controller, leaving);
    if (this.running !== controller) return; // a later one took over
    this.running = undefined;
    if (this.stopped) return;
    this.failed = !answer?.ok;
    if (answer?.ok) {
      this.wait = FIRST_WAIT;
      this.refreshed = false;
      return this.told("kept", answer);
    }
    const offline = !answer || answer.status === 429 || answer.status >= 500;
    if (offline) {
      this.told("offline", answer);
      return this.retry();
    }
    if (answer.status === 0 || isRefused(answer.status, answer.headers.get("X-CSRF-Refused"))) return this.signedOut(answer);
    const closed = CLOSED.includes(answer.status);
    if (closed) this.end();
    this.told(closed ? "closed" : "refused", answer);
  }

  /** Shows the notice. Goes on at once with the token of a session that there is, else when the person is back. */
  private async signedOut(answer: Response): Promise<void> {
    this.told("refused", answer);
    if (!this.dirty) this.first = Date.now();
    this.dirty = true;
    const back = await regain(true);
    if (this.stopped || sessionEnded()) return;
    if (!back || this.refreshed) return this.retry();
    this.refreshed = true;
    this.schedule(APART);
  }

  private retry(): void {
    if (!this.dirty) this.first = Date.now();
    this.dirty = true;
    this.schedule(this.wait);
    this.wait = Math.min(2 * this.wait, LONGEST_WAIT);
  }

  private async attempt(controller: AbortController, leaving: boolean): Promise<Response | undefined> {
    try {
      return await this.send(controller.signal, leaving);
    } catch {
      return undefined; // offline or taken back: run() tells them apart
    }
  }
}

/** The clock time of an instant in the zone that the page is in, or the device's where the browser does not know it. */
export function clock(instant: string): string {
  const at = new Date(instant);
  const format: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const language = document.documentElement.lang || "en";
  const timeZone = document.querySelector<HTMLElement>("[data-zone-note]")?.dataset.zone;
  try {
    return at.toLocaleTimeString(language, { ...format, ...(timeZone ? { timeZone } : {}) });
  } catch {
    return at.toLocaleTimeString(language, format);
  }
}

/** Browsers refuse requests with more than 64 KiB that outlive their page; a longer one may just make it. */
export function mayOutlive(body: string): boolean {
  return new Blob([body]).size < 60_000;
}
