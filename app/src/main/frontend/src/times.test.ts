import { describe, expect, it } from "vitest";
import { freshenTimes, noteZone } from "./times";

const now = new Date(2026, 10, 24, 10, 12);

function shown(at: Date, attributes = "data-mine"): string {
  document.body.innerHTML = `<time ${attributes} datetime="${at.toISOString()}">as the server said</time>`;
  freshenTimes(document, now);
  return document.querySelector("time")?.textContent ?? "";
}

describe("times", () => {
  it("are told in minutes under an hour", () => {
    expect(shown(new Date(2026, 10, 24, 10, 7))).toBe("5 minutes ago");
    expect(document.querySelector("time")?.title).toBe("as the server said");
  });

  it("stay as the server said in the zone of the account", () => {
    expect(shown(new Date(2026, 10, 23, 16, 20))).toBe("as the server said");
    expect(shown(new Date(2026, 11, 1, 9, 0))).toBe("as the server said");
    expect(shown(new Date(2026, 10, 24, 10, 7), 'data-mine="since"')).toBe("as the server said");
    expect(shown(new Date(2026, 10, 24, 10, 7), "")).toBe("as the server said");
  });
});

describe("the zone of the account", () => {
  function note(zone: string, device: string): HTMLElement | null {
    document.body.innerHTML = `<p data-zone-note data-zone="${zone}" hidden>Times are in ${zone}. This device is set to %.</p>`;
    noteZone(document, new Date("2026-11-24T10:00:00Z"), device);
    return document.querySelector("p");
  }

  it("is named where the device is in another one", () => {
    expect(note("Europe/Berlin", "Asia/Tokyo")?.hidden).toBe(false);
    expect(note("Europe/Berlin", "Asia/Tokyo")?.textContent).toBe("Times are in Europe/Berlin. This device is set to Asia/Tokyo.");
  });

  it("is not named where both clocks agree", () => {
    expect(note("Europe/Berlin", "Europe/Berlin")?.hidden).toBe(true);
    expect(note("Asia/Kolkata", "Asia/Calcutta")?.hidden).toBe(true);
  });

  it("is named where the browser does not know it", () => {
    expect(note("America/Nowhere", "America/Santiago")?.hidden).toBe(false);
  });
});
