import { beforeEach, describe, expect, it, vi } from "vitest";
import { startKeys } from "./keys";

const press = (key: string, target: EventTarget = document.body, more: KeyboardEventInit = {}): boolean =>
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));

startKeys();

describe("keys", () => {
  const clicked = vi.fn();

  beforeEach(() => {
    clicked.mockReset();
    localStorage.clear();
    document.body.innerHTML =
      '<button data-key="n">New</button><a data-key="g l" href="#">Library</a><input id="field">' +
      '<ul><li data-row><a href="#one" id="one">One</a></li><li data-row><a href="#two" id="two">Two</a></li></ul>';
    document.body.addEventListener("click", (event) => clicked((event.target as HTMLElement).textContent), { once: true });
  });

  it("press the element that names them", () => {
    press("n");

    expect(clicked).toHaveBeenCalledWith("New");
  });

  it("go somewhere with two in a row", () => {
    press("g");
    press("l");

    expect(clicked).toHaveBeenCalledWith("Library");
  });

  it("never act in a field", () => {
    const field = document.getElementById("field") as HTMLElement;
    press("n", field);

    expect(clicked).not.toHaveBeenCalled();
  });

  it("leave the browser's own combinations alone", () => {
    press("n", document.body, { ctrlKey: true });

    expect(clicked).not.toHaveBeenCalled();
  });

  it("are silent once they are turned off", () => {
    localStorage.setItem("imprimatur.keys", "off");

    press("n");

    expect(clicked).not.toHaveBeenCalled();
  });

  it("walk through a list, and stay at its end", () => {
    press("j");
    press("j");
    press("j");
    expect(document.activeElement?.id).toBe("two");

    press("k");
    expect(document.activeElement?.id).toBe("one");
  });

  it("say at either end that there is no further row, once", () => {
    document.body.dataset.saysFirst = "First";
    document.body.dataset.saysLast = "Last";
    document.body.insertAdjacentHTML("beforeend", '<div id="toasts"></div>');
    const said = (): string[] => [...document.querySelectorAll("#toasts > *")].map((toast) => toast.textContent ?? "");
    press("j");
    press("j");
    expect(said()).toEqual([]);

    press("j");
    press("j");
    expect(said()).toEqual(["Last"]);

    press("k");
    press("k");
    expect(said()).toEqual(["First"]);
  });

  it("load more rows where there are more", () => {
    document.body.insertAdjacentHTML("beforeend", '<div id="toasts"></div><a data-more href="#more">More</a>');
    press("j");
    press("j");
    press("j");

    expect(clicked).toHaveBeenCalledWith("More");
    expect(document.querySelector("#toasts")?.children).toHaveLength(0);
  });
});
