import { describe, expect, it } from "vitest";
import { freshenTimes } from "./times";

const now = new Date(2026, 10, 24, 10, 12);

function shown(at: Date, attributes = 'data-mine data-zone="Antarctica/Troll"'): string {
  document.body.innerHTML = `<time ${attributes} datetime="${at.toISOString()}">as the server said</time>`;
  freshenTimes(document, now);
  return document.querySelector("time")?.textContent ?? "";
}

describe("times", () => {
  it("are told in minutes under an hour", () => {
    expect(shown(new Date(2026, 10, 24, 10, 7))).toBe("5 minutes ago");
  });

  it("are told in the viewer's own zone when it is another than the account's", () => {
    expect(shown(new Date(2026, 10, 23, 16, 20))).toBe("yesterday, 16:20");
    expect(shown(new Date(2026, 11, 1, 9, 0))).toBe("Tue 1 Dec, 09:00");
    expect(shown(new Date(2027, 0, 2, 8, 0))).toBe("Sat 2 Jan 2027, 08:00");
  });

  it("are told by the clock after the word since", () => {
    expect(shown(new Date(2026, 10, 24, 10, 7), 'data-mine="since" data-zone="Antarctica/Troll"')).toBe("today, 10:07");
  });

  it("stand in the words of a list, as the clock alone today", () => {
    const by = 'data-mine="by" data-words="by {0}" data-zone="Antarctica/Troll"';
    expect(shown(new Date(2026, 10, 24, 21, 34), by)).toBe("by 21:34");
    expect(shown(new Date(2026, 10, 25, 0, 30), by)).toBe("by tomorrow, 00:30");
    expect(shown(new Date(2026, 10, 24, 10, 7), by)).toBe("by 10:07");
  });

  it("stay as the server said in the brand's zone", () => {
    expect(shown(new Date(2026, 10, 24, 10, 7), "")).toBe("as the server said");
  });
});
