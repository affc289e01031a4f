import { beforeEach, describe, expect, it, vi } from "vitest";
import { guardDecisions, mayDecide, startDecisionGuard } from "./decision-guard";

vi.useFakeTimers();
startDecisionGuard();

describe("a decision", () => {
  const sent = vi.fn();
  let form: HTMLFormElement;
  let approve: HTMLButtonElement;

  /** Another subject takes the place of the one that was shown, as after an exchange by htmx. */
  const shown = (subject: string, takenIn = true): void => {
    document.body.innerHTML = `<section data-decision-pane><p tabindex="-1">${subject}</p>
      <form data-decision data-says-look="look" data-says-early="early" data-says-again="again"><textarea></textarea>
        <button name="verdict" value="approve"><span>Approve</span></button><p data-decision-hint></p></form></section>`;
    form = document.querySelector("form") as HTMLFormElement;
    approve = document.querySelector("button") as HTMLButtonElement;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      sent(subject);
    });
    if (takenIn) guardDecisions(document.body);
  };
  const press = (detail = 1): boolean =>
    approve.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail }));
  let x = 0;
  const point = (at: Element, by = 3): boolean =>
    at.dispatchEvent(new MouseEvent("pointermove", { bubbles: true, screenX: (x += by), screenY: 7 }));
  const look = (): boolean => point(document.querySelector("p") as Element);
  const pass = (milliseconds: number): unknown => vi.advanceTimersByTime(milliseconds);

  beforeEach(() => {
    sent.mockReset();
    point(document.body); // a pointer is somewhere
    shown("first");
  });

  it("is accepted after a second in which the person acted on what is shown", () => {
    look();
    pass(1000);
    press();

    expect(sent).toHaveBeenCalledExactlyOnceWith("first");
  });

  it.each([90, 240, 410, 770, 990])("is not taken by what comes %d ms after the one before", (gap) => {
    look();
    pass(1200);
    press();
    shown("second");
    look();
    pass(gap);
    press();

    expect(sent).toHaveBeenCalledExactlyOnceWith("first");
    expect(document.querySelector("[data-decision-hint]")?.textContent).toBe("early");
  });

  it("says that the page is somebody else's rather than that nobody looked at it", () => {
    document.documentElement.dataset.otherPerson = "You are now signed in as @kim";
    shown("theirs");
    pass(1000);
    delete document.documentElement.dataset.otherPerson;

    expect(document.querySelector("[data-decision-hint]")?.textContent).toBe("You are now signed in as @kim");
  });

  it("is not taken by a press between the moment a form is drawn and the one at which it is taken in", () => {
    look();
    pass(1200);
    press();
    shown("second", false);
    press(2);
    press(1);
    form.requestSubmit();

    expect(sent).toHaveBeenCalledExactlyOnceWith("first");
  });

  it("is never made by pressing on and on", () => {
    look();
    for (let n = 0; n < 40; n++) {
      pass(700);
      press();
    }

    expect(sent).not.toHaveBeenCalled();
  });

  it("is not made by the second half of a double click", () => {
    look();
    pass(5000);
    press(2);

    expect(sent).not.toHaveBeenCalled();
  });

  it("asks for a second press of somebody who did nothing else", () => {
    pass(5000);
    press();
    expect(sent).not.toHaveBeenCalled();
    expect(document.querySelector("[data-decision-hint]")?.textContent).toBe("again");

    pass(1000);
    press();
    expect(sent).toHaveBeenCalledOnce();
  });

  it("says what its buttons wait for once the second has passed and nobody has acted", () => {
    const hint = (): string | null | undefined => document.querySelector("[data-decision-hint]")?.textContent;
    pass(990);
    expect(hint()).toBe("");

    pass(10);
    expect(hint()).toBe("look");
    pass(60_000);
    expect(hint()).toBe("look");

    look();
    expect(hint()).toBe("");
    expect(mayDecide(form)).toBe(true);
  });

  it("says nothing to somebody who has acted by then", () => {
    pass(300);
    look();
    pass(5000);

    expect(document.querySelector("[data-decision-hint]")?.textContent).toBe("");
  });

  it("takes no pointer for an act that lies still or lies on the button", () => {
    point(document.querySelector("p") as Element, 0);
    point(document.querySelector("button span") as Element);
    pass(2000);

    expect(mayDecide(form)).toBe(false);
  });

  it("is not made by a key that is held", () => {
    look();
    pass(2000);
    const key = new KeyboardEvent("keydown", { key: "Enter", repeat: true, bubbles: true, cancelable: true });

    expect(approve.dispatchEvent(key)).toBe(false);
  });

  it("takes a key in the pane for an act, but not the one that presses the button", () => {
    approve.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    pass(2000);
    expect(mayDecide(form)).toBe(false);

    document.querySelector("textarea")?.dispatchEvent(new KeyboardEvent("keydown", { key: "x", bubbles: true }));
    expect(mayDecide(form)).toBe(true);
  });

  it("is sent once, and once more when the request came to nothing", () => {
    look();
    pass(1000);
    press();
    pass(3000);
    press();
    expect(sent).toHaveBeenCalledOnce();

    form.dispatchEvent(new CustomEvent("htmx:afterRequest", { bubbles: true }));
    look();
    pass(1000);
    press();
    expect(sent).toHaveBeenCalledTimes(2);
  });

  it("waits anew when the page comes back into sight", () => {
    look();
    pass(1500);
    document.dispatchEvent(new Event("visibilitychange"));

    expect(mayDecide(form)).toBe(false);
  });

  it("shows on its buttons whether it would be accepted", () => {
    expect(approve.getAttribute("aria-disabled")).toBe("true");
    look();
    pass(1000);
    expect(approve.hasAttribute("aria-disabled")).toBe(false);
  });
});
