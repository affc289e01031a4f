import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

describe("a form that leaves the page", () => {
  let until: AbortController;
  let sent: string[];
  let answers: ((state: Response) => void)[];
  let asked: number;

  const form = (): HTMLFormElement => document.querySelector("#brand") as HTMLFormElement;
  const button = (n = 0): HTMLButtonElement => form().querySelectorAll("button")[n] as HTMLButtonElement;
  const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
  const back = (persisted: boolean): boolean => window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted }));
  const state = (person: string | null): Response => Response.json({ person, token: "t" });

  const start = async (person?: string, saved = ""): Promise<void> => {
    document.head.innerHTML = person ? `<meta name="session-person" content="${person}">` : "";
    document.body.innerHTML = `<form id="brand" method="post" action="/brands"><input name="name" value="Tide">
      <button name="then" value="stay">Create</button><button name="then" value="open">Create and open</button>
      <button type="button">Look</button></form>
      <div id="toasts">${saved && `<div class="toast-x">${saved}</div>`}</div>`;
    vi.resetModules();
    const { startSession } = await import("./session");
    const { startSendOnce } = await import("./send-once");
    startSession(until.signal);
    startSendOnce(until.signal);
  };

  /** Stands for the browser: takes what nobody has prevented, and stays on the page. */
  const browser = (event: Event): void => {
    if (event.defaultPrevented) return;
    sent.push(new FormData(event.target as HTMLFormElement, (event as SubmitEvent).submitter).get("then") as string);
  };

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("BroadcastChannel", undefined);
    until = new AbortController();
    sent = [];
    answers = [];
    asked = 0;
    vi.stubGlobal("fetch", () => {
      asked++;
      return new Promise<Response>((resolve) => answers.push(resolve));
    });
  });

  afterEach(() => {
    until.abort();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  const watched = async (person?: string, saved?: string): Promise<void> => {
    await start(person, saved);
    window.addEventListener("submit", browser, { signal: until.signal });
  };

  it.each([0, 150, 400, 600, 9_000])("is sent once when it is pressed again after %d ms", async (gap) => {
    await watched();
    button(1).click();
    await vi.advanceTimersByTimeAsync(gap);
    button(1).click();
    form().requestSubmit();

    expect(sent).toEqual(["open"]);
  });

  it("says on its buttons that it is being sent, and keeps them able to tell which was pressed", async () => {
    await watched();
    button(0).click();

    expect(button(0).getAttribute("aria-disabled")).toBe("true");
    expect(button(1).getAttribute("aria-disabled")).toBe("true");
    expect(button(0).disabled).toBe(false);
    expect(button(2).hasAttribute("aria-disabled")).toBe(false);
    expect(sent).toEqual(["stay"]);
  });

  it("may be sent again ten seconds later, and when the page comes back from the history", async () => {
    await watched();
    button().click();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(button().hasAttribute("aria-disabled")).toBe(false);
    button().click();
    expect(sent).toHaveLength(2);

    back(false); // the page has only just finished loading
    button().click();
    expect(sent).toHaveLength(2);
    back(true);
    expect(button().hasAttribute("aria-disabled")).toBe(false);
    button().click();
    expect(sent).toHaveLength(3);
  });

  it("is not sent by a second press that meets the page which tells what the first one saved", async () => {
    await watched(undefined, "Tide was created.");
    button().click();
    await vi.advanceTimersByTimeAsync(700);
    button().click();
    expect(sent).toEqual([]);

    await vi.advanceTimersByTimeAsync(300);
    button().click();
    expect(sent).toEqual(["stay"]);
  });

  it("is sent at once by whoever has typed in the page which tells what was saved before", async () => {
    await watched(undefined, "Tide was created.");
    form().querySelector("input")?.dispatchEvent(new Event("input", { bubbles: true }));
    button().click();

    expect(sent).toEqual(["stay"]);
  });

  it("is not counted when something on the page kept it back", async () => {
    await watched();
    form().addEventListener("submit", (event) => event.preventDefault(), { once: true });
    button().click();
    expect(sent).toEqual([]);
    expect(button().hasAttribute("aria-disabled")).toBe(false);

    button().click();
    expect(sent).toEqual(["stay"]);
  });

  it("is sent once a field that was wrong is right", async () => {
    await watched();
    const name = form().querySelector("input") as HTMLInputElement;
    name.required = true;
    name.value = "";
    button().click();
    expect(sent).toEqual([]);

    name.value = "Tide";
    button().click();
    button().click();
    expect(sent).toEqual(["stay"]);
  });

  it("goes out once after the session check, with the button that was pressed, however often it is pressed", async () => {
    await watched("mara");
    button(1).click();
    button(1).click();
    await vi.advanceTimersByTimeAsync(300);
    button(0).click();
    expect(sent).toEqual([]);
    expect(asked).toBe(1);

    answers[0]?.(state("mara"));
    await settle();
    expect(sent).toEqual(["open"]);

    button(1).click();
    await settle();
    expect(sent).toEqual(["open"]);
    expect(asked).toBe(1);
  });

  it("is not counted when the session check failed", async () => {
    await watched("mara");
    button().click();
    answers[0]?.(new Response("", { status: 502 }));
    await settle();
    expect(sent).toEqual([]);

    button().click();
    answers[1]?.(state("mara"));
    await settle();
    expect(sent).toEqual(["stay"]);
  });

  it.each([
    ["looks something up", (it: HTMLFormElement) => it.setAttribute("method", "get")],
    ["is sent by htmx", (it: HTMLFormElement) => it.setAttribute("hx-post", "/inbox/1")],
    ["is a decision", (it: HTMLFormElement) => it.setAttribute("data-decision", "")],
  ])("is left alone when it %s", async (_, change) => {
    await watched();
    change(form());
    button().click();
    button().click();

    expect(sent).toHaveLength(2);
  });
});
