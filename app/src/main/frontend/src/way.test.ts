import { describe, expect, it } from "vitest";
import { current, fit, paint, type Step, type Way } from "./way";

const step = (id: string, until: string | null, type = "userTask"): Step => ({
  id,
  name: id,
  type,
  since: "2026-11-22T09:00:00Z",
  until,
  candidates: [],
  by: null,
  verdict: null,
});

const way = (...steps: Step[]): Way => ({ model: "content-approval", modelVersion: 1, bpmn: "", steps, flows: ["ToReview"] });

describe("the way on its diagram", () => {
  it("draws what was left as done and what was not as current", () => {
    const drawn = paint(way(step("Drafting", "2026-11-22T10:00:00Z"), step("Review", null)));
    expect([...drawn.done]).toEqual(["Drafting"]);
    expect([...drawn.now]).toEqual(["Review"]);
    expect([...drawn.flows]).toEqual(["ToReview"]);
  });

  it("draws a step of another round as current and keeps its earlier visits", () => {
    const drawn = paint(way(step("Drafting", "2026-11-22T10:00:00Z"), step("Review", "2026-11-22T11:00:00Z"), step("Drafting", null)));
    expect(drawn.now.has("Drafting")).toBe(true);
    expect(drawn.done.has("Drafting")).toBe(false);
    expect(drawn.visits.get("Drafting")).toHaveLength(2);
  });

  it("shows the task and not the subprocess around it", () => {
    expect(current(way(step("Approval", null, "subProcess"), step("Review", null)))?.id).toBe("Review");
    expect(current(way(step("Published", "2026-11-22T10:00:00Z")))).toBeUndefined();
  });

  it("fits a wide model to the width and never draws it larger than it is", () => {
    expect(fit({ width: 2000, height: 400 }, 1040, 20, 480)).toEqual({ scale: 0.5, height: 240 });
    expect(fit({ width: 100, height: 100 }, 1040, 20, 480).scale).toBe(1);
    expect(fit({ width: 100, height: 1000 }, 1040, 20, 480).height).toBe(480);
  });
});
