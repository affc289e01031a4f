import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { filled, graphemes } from "../graphemes";
import { mount, renumber, showPictures, tell } from "./post-editor";

const says = { saysCount: "% of % characters", saysOver: "Take out % to submit." } as unknown as DOMStringMap;

function meter(): HTMLElement {
  const box = document.createElement("div");
  box.innerHTML = "<span data-over></span><span data-count></span>";
  return box;
}

describe("the count", () => {
  it("counts what a person calls one character", () => {
    expect(graphemes("")).toBe(0);
    expect(graphemes("Grüße")).toBe(5);
    expect(graphemes("👩‍👩‍👧‍👦 é")).toBe(3);
    expect(graphemes("🇩🇪🇫🇷")).toBe(2);
  });

  it("is worded with grouped numbers", () => {
    expect(filled("% of % characters", 129, 2000)).toBe("129 of 2,000 characters");
  });

  it("says by how much a text is too long, and nothing when it fits", () => {
    const box = meter();
    tell(box, 2012, 2000, says);
    expect(box.textContent).toBe("Take out 12 to submit.2,012 of 2,000 characters");
    expect(box.classList.contains("over")).toBe(true);
    tell(box, 129, 2000, says);
    expect(box.textContent).toBe("129 of 2,000 characters");
    expect(box.classList.contains("over")).toBe(false);
  });
});

describe("pictures", () => {
  it("are numbered as the server's messages name them", () => {
    const list = document.createElement("ol");
    list.innerHTML = "<li><label></label><textarea></textarea></li><li><label></label><textarea></textarea></li>";
    renumber([...list.querySelectorAll("li")]);
    expect([...list.querySelectorAll("textarea")].map((field) => field.id)).toEqual(["assets[0].alt", "assets[1].alt"]);
  });

  it("are shown with their alt text as text", () => {
    const sheet = document.createElement("article");
    const row = document.createElement("li");
    row.dataset.asset = "1-2";
    row.innerHTML = "<textarea></textarea>";
    (row.querySelector("textarea") as HTMLTextAreaElement).value = "<script>";
    showPictures(sheet, [row], { saysAlt: "Alt", saysNoAlt: "no alt text" });
    expect(sheet.querySelector("img")?.alt).toBe("<script>");
    expect(sheet.querySelector("script")).toBeNull();
    showPictures(sheet, [], {});
    expect(sheet.querySelector("img")).toBeNull();
  });
});

describe("the editor", () => {
  it("takes in what was typed before it came", () => {
    document.body.innerHTML = `<div data-version="1" data-says-dirty="Not saved">
      <form id="editor"><input name="title" value="Old"><textarea data-text="feed">Old</textarea></form>
      <span data-saved><i></i><span data-saved-words>Saved</span></span></div>`;
    (document.querySelector("textarea") as HTMLTextAreaElement).value = "Typed at once";

    mount(document.body.firstElementChild as HTMLElement);

    expect(document.querySelector("[data-saved-words]")?.textContent).toBe("Not saved");
  });

  it("updates the sheet, the meter and the version while somebody types", () => {
    document.body.innerHTML = `<div data-version="3" data-says-submit="Submit version {0}" data-says-writing="Draft {0}" data-says-dirty="Not saved" data-says-count="% of % characters">
      <form id="editor"><div><textarea data-text="feed" data-limit="2000">Old</textarea><div class="meter"><span data-over></span><span data-count></span></div></div></form>
      <div data-preview><article data-channel="feed"><p class="tx">Old</p></article></div>
      <span data-saved><i class="i i-circle-check"></i><span data-saved-words></span></span><span data-submit-words>Submit version 3</span><span data-writing-words>Draft 3</span></div>`;
    mount(document.body.firstElementChild as HTMLElement);
    const text = document.querySelector("textarea") as HTMLTextAreaElement;

    text.value = "New words";
    text.dispatchEvent(new Event("input", { bubbles: true }));

    expect(document.querySelector(".tx")?.textContent).toBe("New words");
    expect(document.querySelector("[data-count]")?.textContent).toBe("9 of 2,000 characters");
    expect(document.querySelector("[data-submit-words]")?.textContent).toBe("Submit version 4");
    expect(document.querySelector("[data-writing-words]")?.textContent).toBe("Draft 4");
    expect(document.querySelector("[data-saved-words]")?.textContent).toBe("Not saved");
  });
});

describe("what is typed", () => {
  const sent: [string, URLSearchParams][] = [];

  beforeEach(() => {
    vi.useFakeTimers();
    sent.length = 0;
    vi.stubGlobal("fetch", (address: string, init: RequestInit) => {
      sent.push([address, new URLSearchParams(String(init.body))]);
      return Promise.resolve(new Response("{}"));
    });
    document.body.innerHTML = `<div data-version="4" data-base="2" data-autosave="/posts/7/autosave" data-says-kept="Kept at {0}" data-says-dirty="Not saved">
      <form id="editor"><input type="hidden" name="version" value="4"><input name="title" value="Tea"></form>
      <form data-leaves><button>Discard</button></form><span data-saved-words></span></div>`;
    mount(document.body.firstElementChild as HTMLElement);
  });

  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  const type = (title: string): void => {
    const field = document.querySelector('[name="title"]') as HTMLInputElement;
    field.value = title;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  it("is kept, on the version it was typed on", async () => {
    type("Tea & cake");
    expect(document.querySelector("[data-saved-words]")?.textContent).toBe("Not saved");
    await vi.advanceTimersByTimeAsync(1_500);

    const [address, fields] = sent[0] ?? [];
    expect(address).toBe("/posts/7/autosave");
    expect(fields?.get("title")).toBe("Tea & cake");
    expect(fields?.get("version")).toBe("2");
    expect(document.querySelector("[data-saved-words]")?.textContent).toMatch(/^Kept at \d\d:\d\d$/);
  });

  it("is not kept any more once it is saved or discarded", async () => {
    type("Half");
    document.querySelector("[data-leaves]")?.dispatchEvent(new Event("submit"));
    await vi.advanceTimersByTimeAsync(60_000);

    expect(sent).toHaveLength(0);
  });
});
