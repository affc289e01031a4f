import { beforeEach, describe, expect, it, vi } from "vitest";
import { startKeys } from "../keys";
import { act, mount, rest, tellWaiting } from "./inbox";

describe("the inbox", () => {
  let form: HTMLFormElement;

  beforeEach(() => {
    document.body.innerHTML = `
      <a href="/inbox"><span class="n"><span>8</span><span class="visually-hidden"> waiting</span></span></a>
      <form id="decide"><textarea id="comment"></textarea>
        <button type="button" data-decide="request_changes">Request changes</button>
        <button type="button" data-decide="approve">Approve</button></form>`;
    form = document.querySelector("form") as HTMLFormElement;
  });

  it("goes to the button that approves and presses nothing", () => {
    let pressed = false;
    form.addEventListener("click", () => (pressed = true));

    expect(act("a", form)).toBe(true);

    expect((document.activeElement as HTMLElement).dataset.decide).toBe("approve");
    expect(pressed).toBe(false);
  });

  it("asks for a comment before changes are requested", () => {
    act("r", form);
    expect(document.activeElement?.id).toBe("comment");

    (document.querySelector("#comment") as HTMLTextAreaElement).value = "Say what we do instead";
    act("r", form);
    expect((document.activeElement as HTMLElement).dataset.decide).toBe("request_changes");
  });

  it("has no key that rejects", () => {
    expect(act("x", form)).toBe(false);
  });

  it("lets nobody sign what is about to go while something else is being opened", () => {
    const opening = { target: document.querySelector("a") } as unknown as Event;
    rest(document.body, opening, true);
    expect(form.hasAttribute("inert")).toBe(true);
    rest(document.body, opening, false);
    expect(form.hasAttribute("inert")).toBe(false);

    rest(document.body, { target: form } as unknown as Event, true);
    expect(form.hasAttribute("inert")).toBe(false);
  });

  it("tells the frame how much waits", () => {
    tellWaiting("7");
    expect(document.querySelector(".n span")?.textContent).toBe("7");
    tellWaiting("120");
    expect(document.querySelector(".n span")?.textContent).toBe("99+");
    tellWaiting("0");
    expect(document.querySelector<HTMLElement>(".n")?.hidden).toBe(true);
  });
});

describe("walking through the inbox by keys", () => {
  const opened = vi.fn();
  let inbox: HTMLElement;

  /** What htmx puts in the place of the inbox when a row was opened. */
  const shows = (open: string): void => {
    const row = (id: string): string =>
      `<li data-row ${id === open ? 'aria-current="true"' : ""}><a id="row-${id}" hx-get="/inbox/${id}" href="/inbox/${id}">${id}</a></li>`;
    document.body.innerHTML = `<div data-island="inbox"><ul class="ib-items">${["t1", "t2", "t3"].map(row).join("")}
      <li data-row><a id="row-draft" href="/posts/9">A draft</a></li></ul>
      <div id="pane" tabindex="-1"></div><form id="decide"><textarea id="comment"></textarea><button data-decide="approve">Approve</button></form></div>`;
    inbox = document.querySelector("[data-island]") as HTMLElement;
    inbox.addEventListener("click", (event) => {
      event.preventDefault();
      opened((event.target as HTMLElement).getAttribute("href"));
    });
    mount(inbox);
  };
  const press = (key: string): boolean =>
    (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  const held = (): boolean => document.querySelector("#decide")?.hasAttribute("inert") ?? false;
  const focus = (): string => (document.activeElement as HTMLElement).dataset.decide ?? document.activeElement?.id ?? "";

  vi.useFakeTimers();
  startKeys();

  beforeEach(() => {
    for (const id of ["t3", "t2", "t1"]) shows(id); // whatever was reached before is open now
    opened.mockReset();
  });

  it("opens the row where it rests, and none that it passes", () => {
    press("j");
    press("j");
    expect(held()).toBe(true);
    vi.advanceTimersByTime(400);

    expect(opened).toHaveBeenCalledExactlyOnceWith("/inbox/t3");
  });

  it("never goes to the button of what is still open", () => {
    press("j");
    press("a");

    expect(focus()).toBe("row-t2");
    expect(opened).toHaveBeenCalledWith("/inbox/t2");
  });

  it("goes on to the row that was reached while another one came", () => {
    press("j");
    vi.advanceTimersByTime(400);
    press("j");
    shows("t2");
    expect(focus()).toBe("row-t3");
    expect(held()).toBe(true);
    vi.advanceTimersByTime(400);

    expect(opened.mock.calls.flat()).toEqual(["/inbox/t2", "/inbox/t3"]);
  });

  it("decides nothing while a draft has the focus, which opens on a page of its own", () => {
    for (const key of ["j", "j", "j", "j"]) press(key);
    vi.advanceTimersByTime(400);
    expect(opened).not.toHaveBeenCalled();
    expect(held()).toBe(true);

    document.getElementById("pane")?.focus();
    expect(held()).toBe(false);
  });
});

describe("the list on a narrow screen", () => {
  const shown = (classes: string, narrow: boolean): string | null | undefined => {
    vi.stubGlobal("matchMedia", () => ({ matches: narrow, addEventListener: () => undefined }));
    document.body.innerHTML = `<div id="inbox" class="${classes}"><ul><li data-row aria-current="true"><a href="#">One</a></li></ul></div>`;
    mount(document.getElementById("inbox") as HTMLElement);
    vi.unstubAllGlobals();
    return document.querySelector("[data-row]")?.getAttribute("aria-current");
  };

  it("opens each task at its top, and comes back to where it was", () => {
    const scrolled = vi.fn();
    vi.stubGlobal("scrollTo", scrolled);
    const decision = (subject: string): string => `<form id="decide"><input name="subject" value="${subject}"></form>`;
    const show = (classes: string, inner: string): HTMLElement => {
      vi.stubGlobal("matchMedia", () => ({ matches: true, addEventListener: () => undefined }));
      document.body.innerHTML = `<div id="inbox" class="${classes}">${inner}</div>`;
      const inbox = document.getElementById("inbox") as HTMLElement;
      mount(inbox);
      return inbox;
    };
    const list = show("ib", "<ul><li data-row><a href='/inbox/1'>One</a></li></ul>");
    vi.stubGlobal("scrollY", 440);
    list.querySelector("a")?.dispatchEvent(new Event("htmx:beforeRequest", { bubbles: true }));
    scrolled.mockClear();

    show("ib ib-open", decision("post:1"));
    expect(scrolled).toHaveBeenLastCalledWith(0, 0);
    scrolled.mockClear();
    show("ib ib-open", decision("post:1"));
    expect(scrolled).not.toHaveBeenCalled(); // a refused decision stays where it is
    show("ib", "<ul></ul>");
    expect(scrolled).toHaveBeenLastCalledWith(0, 440);
    vi.unstubAllGlobals();
  });

  it("marks no row while nothing is open", () => {
    expect(shown("ib", true)).toBeNull();
  });

  it("marks the row that is open", () => {
    expect(shown("ib ib-open", true)).toBe("true");
    expect(shown("ib", false)).toBe("true");
  });
});
