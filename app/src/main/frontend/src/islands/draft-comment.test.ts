import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { mount } from "./draft-comment";

const says = 'data-address="/api/tasks/7/comment-draft" data-says-kept="Kept {0}" data-says-restored="From {0}" data-says-offline="Offline" data-says-refused="Refused" data-says-closed="Closed"';
const field = (): HTMLTextAreaElement => document.querySelector("textarea") as HTMLTextAreaElement;
const state = (): string => document.querySelector(".draft-state")?.textContent ?? "";

describe("the draft of a comment", () => {
  const calls: [string, RequestInit | undefined][] = [];
  let status: number;
  let kept: { comment: string | null; savedAt: string | null };

  beforeEach(() => {
    vi.useFakeTimers();
    calls.length = 0;
    status = 200;
    sessionStorage.clear();
    document.head.innerHTML = '<meta name="session-person" content="mara">';
    kept = { comment: null, savedAt: null };
    vi.stubGlobal("fetch", (address: string, init?: RequestInit) => {
      calls.push([address, init]);
      return Promise.resolve(new Response(JSON.stringify(kept), { status: init?.method === "PUT" ? status : 200 }));
    });
    document.body.innerHTML = `<form><textarea ${says}></textarea></form>`;
  });

  afterEach(() => {
    document.body.innerHTML = "";
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it("comes back when the task is opened again", async () => {
    kept = { comment: "Which of the two cups?", savedAt: "2031-03-02T14:32:00Z" };

    await mount(field());

    expect(field().value).toBe("Which of the two cups?");
    expect(state()).toMatch(/^From \d\d:32$/);
  });

  it("never takes the place of what is typed already", async () => {
    kept = { comment: "Older", savedAt: "2031-03-02T14:32:00Z" };
    const mounted = mount(field());
    field().value = "Newer";
    await mounted;

    expect(field().value).toBe("Newer");
  });

  it("is sent while it is typed", async () => {
    await mount(field());
    field().value = "Say what the cup costs";
    field().dispatchEvent(new Event("input", { bubbles: true }));
    await vi.advanceTimersByTimeAsync(1_500);

    const [address, init] = calls[1] ?? [];
    expect(address).toBe("/api/tasks/7/comment-draft");
    expect(init?.method).toBe("PUT");
    expect(JSON.parse(String(init?.body))).toEqual({ comment: "Say what the cup costs" });
    expect(state()).toMatch(/^Kept \d\d:\d\d$/);
  });

  it("is kept as well when the page came back with it", async () => {
    field().value = "Refused once";
    await mount(field());
    await vi.advanceTimersByTimeAsync(1_500);

    expect(calls.map(([, init]) => init?.method)).toEqual(["PUT"]);
  });

  const type = async (text: string): Promise<void> => {
    field().value = text;
    field().dispatchEvent(new Event("input", { bubbles: true }));
    await vi.advanceTimersByTimeAsync(1_500);
  };
  const opened = async (person: string): Promise<string> => {
    document.head.innerHTML = `<meta name="session-person" content="${person}">`;
    document.body.innerHTML = `<form><textarea ${says}></textarea></form>`;
    await mount(field());
    return field().value;
  };

  it("stays in this tab when the server does not take it, for its owner only", async () => {
    await mount(field());
    status = 404;
    await type("Written while the task was decided");
    expect(state()).toBe("Closed");

    expect(await opened("noor")).toBe("");
    expect(await opened("mara")).toBe("Written while the task was decided");
  });

  it("stays nowhere else once the server has it", async () => {
    await mount(field());
    await type("Kept by the server");

    expect(sessionStorage).toHaveLength(0);
  });
});
