import { describe, expect, it, vi } from "vitest";

vi.mock("bpmn-js/lib/NavigatedViewer", () => ({ default: vi.fn() }));
vi.mock("bpmn-js/dist/assets/diagram-js.css", () => ({}));
vi.mock("bpmn-js/dist/assets/bpmn-js.css", () => ({}));

const { beside, worded } = await import("./diagram");

const says = { saysNever: "Not reached yet.", saysSince: "since", saysRequest_changes: "asked for changes" } as unknown as DOMStringMap;

describe("a chosen step", () => {
  it("says who decided what and when", () => {
    const line = document.createElement("p");
    line.append(
      ...worded(
        "Review",
        [{ id: "Review", name: "Review", type: "userTask", since: "2026-11-20T09:00:00Z", until: "2026-11-20T15:12:00Z", candidates: ["aurora:reviewer"], by: "reviewer", verdict: "REQUEST_CHANGES" }],
        says,
      ),
    );
    expect(line.textContent).toBe("Review · @reviewer asked for changes, 2026-11-20T15:12:00Z");
  });

  it("says that nobody was there yet", () => {
    const line = document.createElement("p");
    line.append(...worded("Brand approval", [], says));
    expect(line.textContent).toBe("Brand approval · Not reached yet.");
  });

  it("keeps a name with markup as text", () => {
    const line = document.createElement("p");
    line.append(...worded("<img src=x>", [], says));
    expect(line.querySelector("img")).toBeNull();
  });
});

describe("a label", () => {
  it("stands beside what is left of it, and else above or below", () => {
    const event = { x: 100, width: 36 };
    expect(beside({ x: 143 }, event)).toBe(true);
    expect(beside({ x: 86 }, event)).toBe(false);
  });

  it("stands beside a flow that runs upright, and else above it", () => {
    const upright = { x: 0, width: 0, waypoints: [{ x: 100 }, { x: 100 }, { x: 40 }] };
    const level = { x: 0, width: 0, waypoints: [{ x: 100 }, { x: 160 }] };
    expect(beside({ x: 108 }, upright)).toBe(true);
    expect(beside({ x: 120 }, level)).toBe(false);
  });
});
