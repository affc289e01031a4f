import { describe, expect, it } from "vitest";
import { isBlank, isolated, strip } from "./text";

// The same cases as in UnicodeTextTests of the kernel.
describe("text", () => {
  it.each([
    "",
    " \t\r\n",
    "\u0000\u001F\u007F\u0085",
    "\u00A0\u2007\u202F\u3000",
    "\u00AD\u200B\u200C\u200D\u2060\uFEFF",
    "\u2800\u3164\u115F\uFFA0",
    "\u200E\u200F\u061C\u202E\u2069",
    "\uFE0F\u180E\u034F\u17B4",
    "\uFFFE\uFDD0\u{1FFFF}",
    "\uFFFC",
    "\u{E0041}\u{E007F}",
    "\u{E0100}",
  ])("that nobody sees is blank: %j", (text) => {
    expect(isBlank(text)).toBe(true);
    expect(strip(text)).toBe("");
  });

  it.each([".", "\u0301", "\u2801", "क", "👩‍🚀", "\u200B-\u200B", "\uE000"])("that somebody sees is not blank: %j", (text) => {
    expect(isBlank(text)).toBe(false);
  });

  it("is trimmed at its ends only", () => {
    expect(strip("\u3000\u200BTea\u00A0for\u200Btwo\uFEFF\u2800\n")).toBe("Tea\u00A0for\u200Btwo");
  });

  it.each(["❤\uFE0F", "می\u200Cخواهم", "क्\u200D", "\u200Fשלום\u200F", "🏴\u{E0067}\u{E007F}"])("keeps joiners and marks: %j", (text) => {
    expect(strip(`  ${text}  `)).toBe(text);
  });

  it("of right-to-left scripts is isolated", () => {
    expect(isolated("Tea for two")).toBe("Tea for two");
    expect(isolated("茶とお菓子")).toBe("茶とお菓子");
    expect(isolated("شاي Tea!")).toBe("\u2068شاي Tea!\u2069");
    expect(isolated("תה")).toBe("\u2068תה\u2069");
  });
});
