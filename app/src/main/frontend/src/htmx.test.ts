import { expect, it, vi } from "vitest";
import { quiet } from "./htmx";

vi.mock("htmx.org/dist/htmx.esm.js", () => ({ default: {} }));

it("a request that a later one replaced is no error, any other is", () => {
  const aborted = { error: "htmx:sendAbort" };
  const ended = { error: "htmx:afterRequest" };
  const failed = { error: "htmx:sendError" };

  quiet(undefined, "htmx:sendAbort", aborted);
  quiet(undefined, "htmx:afterRequest", ended);
  quiet(undefined, "htmx:sendError", failed);

  expect(aborted).toEqual({});
  expect(ended).toEqual({});
  expect(failed).toEqual({ error: "htmx:sendError" });
});
