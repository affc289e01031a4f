/**
 * Keeps on the server what is being typed: shortly after typing pauses, at the latest every three seconds while it does
 * not, and at once when the page is hidden or left. What could not be sent is tried again, ever more rarely.
 */
import { regain } from "./session";

export type Outcome = "kept" | "offline" | "refused";

/** Sends what is typed. `keepalive` lets the request outlive the page. */
export type Send = (signal: AbortSignal, keepalive: boolean) => Promise<Response>;

const PAUSE = 700;
const LONGEST = 3_000;
const APART = 1_000; // from one request to the next: the server takes one a second for as long as anybody types
const FIRST_WAIT = 10_000;
const LONGEST_WAIT = 300_000;
const SIGNED_OUT = [0, 401, 403]; // 0: led to the sign-in page. People may sign in again beside

export class Autosave {
  private dirty = false;
  private first = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: AbortController | undefined;
  private stopped = false;
  private failed = false;
  private wait = FIRST_WAIT;
  private last = -APART;
  private readonly hidden = (): void => {
    if (document.visibilityState === "hidden") this.flush();
  };
  private readonly left = (): void => this.flush();

  constructor(
    private readonly send: Send,
    private readonly told: (outcome: Outcome, answer?: Response) => void,
  ) {
    document.addEventListener("visibilitychange", this.hidden);
    window.addEventListener("pagehide", this.left);
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
  }

  private schedule(wait: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run(false), wait);
  }

  private async run(leaving: boolean): Promise<void> {
    clearTimeout(this.timer);
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
      return this.told("kept", answer);
    }
    const offline = !answer || answer.status === 429 || answer.status >= 500;
    this.told(offline ? "offline" : "refused", answer);
    if (!offline && !SIGNED_OUT.includes(answer.status)) return;
    if (!offline) void regain(true); // shows the notice, and takes over the token of the session that there is
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

/** The clock time of an instant, in the words of the page's language. */
export function clock(instant: string): string {
  return new Date(instant).toLocaleTimeString(document.documentElement.lang || "en", {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
}

/** Browsers refuse requests with more than 64 KiB that outlive their page; a longer one may just make it. */
export function mayOutlive(body: string): boolean {
  return new Blob([body]).size < 60_000;
}
