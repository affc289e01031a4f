import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Autosave, clock, mayOutlive, type Outcome } from "./autosave";
import { regain, SESSION_BACK, sessionEnded } from "./session";

vi.mock("./session", async (original) => ({
  ...(await original<typeof import("./session")>()),
  regain: vi.fn(() => Promise.resolve(false)),
  sessionEnded: vi.fn(() => false),
}));

describe("autosave", () => {
  const sent: { keepalive: boolean; signal: AbortSignal }[] = [];
  const told: Outcome[] = [];
  let answer: () => Promise<Response>;
  let autosave: Autosave;

  beforeEach(() => {
    vi.useFakeTimers();
    sent.length = 0;
    told.length = 0;
    answer = () => Promise.resolve(new Response("{}"));
    autosave = new Autosave(
      (signal, keepalive) => {
        sent.push({ signal, keepalive });
        return answer();
      },
      (outcome) => told.push(outcome),
    );
  });

  afterEach(() => {
    autosave.stop();
    vi.useRealTimers();
  });

  it("sends once typing pauses, and only once", async () => {
    autosave.changed();
    await vi.advanceTimersByTimeAsync(600);
    autosave.changed();
    await vi.advanceTimersByTimeAsync(690);
    expect(sent).toHaveLength(0);

    await vi.advanceTimersByTimeAsync(10);
    expect(sent).toHaveLength(1);
    expect(told).toEqual(["kept"]);

    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toHaveLength(1);
  });

  it("does not wait for a pause for longer than three seconds", async () => {
    for (let at = 0; at < 9_500; at += 250) {
      autosave.changed();
      await vi.advanceTimersByTimeAsync(250);
    }

    expect(sent).toHaveLength(3);
  });

  it.each([710, 800, 990])("sends no more than once a second to somebody who pauses for %d ms after each key", async (gap) => {
    const times: number[] = [];
    answer = () => {
      times.push(Date.now());
      return Promise.resolve(new Response("{}"));
    };
    for (let key = 0; key < 40; key++) {
      autosave.changed();
      await vi.advanceTimersByTimeAsync(gap);
    }

    expect(times.length).toBeGreaterThan(10);
    expect(times.slice(1).every((time, n) => time - (times[n] ?? 0) >= 1_000)).toBe(true);
  });

  it("shows that the session ended, and keeps trying", async () => {
    answer = () => Promise.resolve(new Response("{}", { status: 401 }));
    autosave.changed();
    await vi.advanceTimersByTimeAsync(800);
    expect(told).toEqual(["refused"]);
    expect(regain).toHaveBeenCalledWith(true);

    answer = () => Promise.resolve(new Response("{}"));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(told).toEqual(["refused", "kept"]);
  });

  it("sends what is there when the page is left, in a request that outlives it", async () => {
    autosave.changed();
    window.dispatchEvent(new Event("pagehide"));
    await vi.advanceTimersByTimeAsync(0);

    expect(sent).toMatchObject([{ keepalive: true }]);
    window.dispatchEvent(new Event("pagehide"));
    expect(sent).toHaveLength(1);
  });

  it("tries again after it was offline, and says so once it is kept", async () => {
    answer = () => Promise.reject(new TypeError("offline"));
    autosave.changed();
    await vi.advanceTimersByTimeAsync(700);
    expect(told).toEqual(["offline"]);

    answer = () => Promise.resolve(new Response("{}"));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(told).toEqual(["offline", "kept"]);
  });

  it("tries again once somebody may have signed in again, ever more rarely", async () => {
    answer = () => Promise.resolve(new Response("{}", { status: 401 }));
    autosave.changed();
    await vi.advanceTimersByTimeAsync(700);
    expect(told).toEqual(["refused"]);

    await vi.advanceTimersByTimeAsync(10_000 + 20_000);
    expect(sent).toHaveLength(3);
    answer = () => Promise.resolve(new Response("{}"));
    await vi.advanceTimersByTimeAsync(40_000);
    expect(told.at(-1)).toBe("kept");
  });

  it("does not insist on what is refused", async () => {
    answer = () => Promise.resolve(new Response("{}", { status: 404 }));
    autosave.changed();
    await vi.advanceTimersByTimeAsync(60_000);

    autosave.changed();
    window.dispatchEvent(new Event("pagehide"));
    await vi.advanceTimersByTimeAsync(60_000);

    expect(told).toEqual(["closed"]);
    expect(sent).toHaveLength(1);
  });

  it.each([403, 409, 410])("sends nothing more after %d, which says that there is nothing to keep it for", async (status) => {
    answer = () => Promise.resolve(new Response("{}", { status }));
    autosave.changed();
    await vi.advanceTimersByTimeAsync(700);
    autosave.changed();
    await vi.advanceTimersByTimeAsync(60_000);

    expect(sent).toHaveLength(1);
  });

  it("sends nothing while its person is signed out, and goes on once they are back", async () => {
    vi.mocked(sessionEnded).mockReturnValue(true);
    autosave.changed();
    await vi.advanceTimersByTimeAsync(30_000);
    window.dispatchEvent(new Event("pagehide"));
    expect(sent).toHaveLength(0);
    expect(told.at(-1)).toBe("refused");

    vi.mocked(sessionEnded).mockReturnValue(false);
    document.dispatchEvent(new CustomEvent(SESSION_BACK));
    await vi.advanceTimersByTimeAsync(0);
    expect(told.at(-1)).toBe("kept");
  });

  it("goes on at once with the token of a session that there is, but not again and again", async () => {
    vi.mocked(regain).mockResolvedValue(true);
    answer = () => Promise.resolve(new Response("{}", { status: 403, headers: { "X-CSRF-Refused": "true" } }));
    autosave.changed();
    await vi.advanceTimersByTimeAsync(700 + 1_000);
    expect(sent).toHaveLength(2);

    await vi.advanceTimersByTimeAsync(9_000);
    expect(sent).toHaveLength(2);
    vi.mocked(regain).mockResolvedValue(false);
  });

  it("takes back what is under way once the form is sent", async () => {
    answer = () => new Promise(() => undefined);
    autosave.changed();
    await vi.advanceTimersByTimeAsync(700);

    autosave.stop();
    autosave.changed();
    window.dispatchEvent(new Event("pagehide"));
    await vi.advanceTimersByTimeAsync(60_000);

    expect(sent).toHaveLength(1);
    expect(sent[0]?.signal.aborted).toBe(true);
  });

  it("sends the rest when its field goes", async () => {
    autosave.changed();
    autosave.finish();
    await vi.advanceTimersByTimeAsync(0);

    expect(sent).toHaveLength(1);
    expect(sent[0]?.signal.aborted).toBe(false);
  });
});

describe("a request that outlives its page", () => {
  it("has less than 64 KiB, counted in bytes", () => {
    expect(mayOutlive("x".repeat(50_000))).toBe(true);
    expect(mayOutlive("字".repeat(30_000))).toBe(false);
  });
});

describe("the clock of the page", () => {
  it.each([
    ["Asia/Tokyo", "19:05"],
    ["Asia/Kathmandu", "15:50"],
  ])("is that of the account: %s", (zone, time) => {
    document.body.innerHTML = `<p data-zone-note data-zone="${zone}" hidden></p>`;
    expect(clock("2026-11-24T10:05:00Z")).toBe(time);
  });

  it("is that of the device where the browser does not know the zone", () => {
    document.body.innerHTML = '<p data-zone-note data-zone="America/Nowhere" hidden></p>';
    expect(clock("2026-11-24T10:05:00Z")).toMatch(/^\d\d:\d5$/);
  });
});
