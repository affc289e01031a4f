import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { mount as mountInbox } from "./islands/inbox";
import { mount as mountEditor } from "./islands/post-editor";
import { mount as mountSignIn } from "./islands/sign-in";
import { startKeys } from "./keys";
import { startMenus } from "./menus";

vi.mock("bpmn-js/lib/NavigatedViewer", () => ({ default: vi.fn() }));
vi.mock("bpmn-js/dist/assets/diagram-js.css", () => ({}));
vi.mock("bpmn-js/dist/assets/bpmn-js.css", () => ({}));

const { onArrow } = await import("./islands/diagram");

const main = join(import.meta.dirname, "../..");

/** The two ways in which browsers mark a key of an input method. */
const MARKS: [string, KeyboardEventInit][] = [
  ["isComposing", { isComposing: true }],
  ["key code 229, after the composition ended", { keyCode: 229 }],
];

function press(key: string, target: EventTarget, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  target.dispatchEvent(event);
  return event;
}

startKeys();
startMenus();

describe.each(MARKS)("a key of an input method (%s)", (_, mark) => {
  const clicked = vi.fn();

  beforeEach(() => {
    clicked.mockReset();
    localStorage.clear();
    document.body.innerHTML = "";
  });

  const listen = (selector: string): void => {
    document.querySelector(selector)?.addEventListener("click", (event) => {
      event.preventDefault();
      clicked();
    });
  };

  it("presses no button of a page", () => {
    document.body.innerHTML = '<button data-key="u">Upload</button>';
    listen("button");

    press("u", document.body, mark);
    expect(clicked).not.toHaveBeenCalled();
    press("u", document.body);
    expect(clicked).toHaveBeenCalledOnce();
  });

  it("does not send a decision", () => {
    document.body.innerHTML =
      '<div id="inbox"><form id="decide" data-meant="reject"><textarea id="comment"></textarea><button type="button" data-decide="reject">Reject</button></form></div>';
    mountInbox(document.getElementById("inbox") as HTMLElement);
    listen("button");
    const comment = document.querySelector("textarea") as HTMLElement;

    const composed = press("Enter", comment, { ctrlKey: true, ...mark });
    expect(clicked).not.toHaveBeenCalled();
    expect(composed.defaultPrevented).toBe(false);
    press("Enter", comment, { ctrlKey: true });
    expect(clicked).toHaveBeenCalledOnce();
  });

  it("does not leave the comment", () => {
    document.body.innerHTML = '<div id="inbox"><form id="decide"><textarea id="comment"></textarea></form></div>';
    mountInbox(document.getElementById("inbox") as HTMLElement);
    const comment = document.querySelector("textarea") as HTMLElement;
    comment.focus();

    press("Escape", comment, mark);

    expect(document.activeElement).toBe(comment);
  });

  it.each([
    ["Enter", "[data-submit]"],
    ["s", "[data-save]"],
  ])("does not submit or save a post (%s)", (key, button) => {
    document.body.innerHTML =
      '<div id="island"><form id="editor"><textarea data-text="feed" data-limit="9"></textarea></form><button data-save>Save</button><button data-submit>Submit</button></div>';
    mountEditor(document.getElementById("island") as HTMLElement);
    listen(button);
    const text = document.querySelector("textarea") as HTMLElement;

    const composed = press(key, text, { metaKey: true, ...mark });
    expect(clicked).not.toHaveBeenCalled();
    expect(composed.defaultPrevented).toBe(false);
    press(key, text, { metaKey: true });
    expect(clicked).toHaveBeenCalled();
  });

  it("closes no menu", () => {
    document.body.innerHTML = "<details data-menu open><summary>Menu</summary></details>";
    const menu = document.querySelector("details") as HTMLDetailsElement;

    press("Escape", document.body, mark);
    expect(menu.open).toBe(true);
    press("Escape", document.body);
    expect(menu.open).toBe(false);
  });

  it("does not move in the diagram", () => {
    const frame = document.createElement("div");
    onArrow(frame, clicked);

    press("ArrowRight", frame, mark);
    expect(clicked).not.toHaveBeenCalled();
    press("ArrowLeft", frame);
    expect(clicked).toHaveBeenCalledWith(-1);
  });

  it("does not change what is said of Caps Lock", () => {
    document.body.innerHTML =
      '<form><input type="password"><button type="button" data-show-password></button><p data-caps-lock>Caps Lock is on</p></form>';
    mountSignIn(document.querySelector("form") as HTMLElement);
    const field = document.querySelector("input") as HTMLElement;

    press("a", field, mark);

    expect((document.querySelector("[data-caps-lock]") as HTMLElement).hidden).toBe(false);
  });

  it("reaches no key handler of Tasklist", () => {
    const script = join(main, "resources/META-INF/resources/webjars/camunda/app/tasklist/scripts/imprimatur.js");
    runInThisContext(`(() => {${readFileSync(script, "utf8")}})()`);
    const heard = vi.fn();
    document.addEventListener("keydown", heard);

    const composed = press("f", document.body, { ctrlKey: true, altKey: true, ...mark });
    expect(heard).not.toHaveBeenCalled();
    expect(composed.defaultPrevented).toBe(false);
    press("f", document.body, { ctrlKey: true, altKey: true });
    expect(heard).toHaveBeenCalledOnce();
    document.removeEventListener("keydown", heard);
  });
});

describe("the sources", () => {
  const forms = join(main, "../../../processes/src/main/resources/forms");
  const scripts = [join(main, "frontend/src"), join(main, "resources"), forms].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(ts|js|html)$/.test(name) && !name.endsWith(".test.ts"))
      .map((name) => join(folder, name)),
  );

  it("listen to keys through key-events.ts alone, beside the guard in Tasklist", () => {
    const listening = scripts.filter((path) =>
      /addEventListener\(\s*["'`]key|\bonkey(down|up|press)\s*=|\bng-key/.test(readFileSync(path, "utf8")),
    );

    expect(listening.map((path) => path.replace(/.*\//, "")).sort()).toEqual(["imprimatur.js"]);
  });
});
