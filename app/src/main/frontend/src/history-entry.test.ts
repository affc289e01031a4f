import { afterEach, describe, expect, it } from "vitest";
import { replaceEntry } from "./history-entry";

describe("the entry of a page in the history", () => {
  const here = location.href;
  const page = (head: string, referrer: string): Document => {
    const made = document.implementation.createHTMLDocument();
    made.head.innerHTML = head;
    Object.defineProperty(made, "referrer", { value: referrer });
    return made;
  };

  afterEach(() => history.replaceState(null, "", here));

  it("of an answer to a form is that of the page with the form", () => {
    replaceEntry(page('<meta name="answers-form">', new URL("/posts/new?brand=tide&draft=k1", here).href));
    expect(location.pathname + location.search).toBe("/posts/new?brand=tide&draft=k1");
  });

  it.each([
    ["a page that answers no form", "", new URL("/posts", here).href],
    ["an answer whose form stood elsewhere", '<meta name="answers-form">', "https://elsewhere.example/posts"],
    ["an answer to a form of which nothing is told", '<meta name="answers-form">', ""],
  ])("stays for %s", (_, head, referrer) => {
    replaceEntry(page(head, referrer));
    expect(location.href).toBe(here);
  });
});
