import { beforeEach, describe, expect, it } from "vitest";
import { act, rest, tellWaiting } from "./inbox";

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
