import { beforeEach, describe, expect, it, vi } from "vitest";

vi.mock("swagger-ui-dist/swagger-ui-es-bundle.js", () => ({ default: vi.fn() }));
vi.mock("swagger-ui-dist/swagger-ui.css", () => ({}));

const { followTheme, proven } = await import("./api");

describe("a call that is tried", () => {
  beforeEach(() => {
    document.head.innerHTML = '<meta name="csrf-header" content="X-CSRF-TOKEN"><meta name="csrf-token" content="of-the-page">';
  });

  it("carries the page's proof when the session says who calls", () => {
    expect(proven({ headers: {} }).headers).toEqual({ "X-CSRF-TOKEN": "of-the-page" });
  });

  it("carries no proof beside an access token", () => {
    expect(proven({ headers: { authorization: "Bearer imp_x" } }).headers).toEqual({ authorization: "Bearer imp_x" });
  });
});

describe("the theme", () => {
  it("follows what somebody chooses", async () => {
    const root = document.createElement("html");
    root.dataset.bsTheme = "dark";
    followTheme(root);
    expect(root.classList.contains("dark-mode")).toBe(true);

    root.dataset.bsTheme = "light";
    await vi.waitFor(() => expect(root.classList.contains("dark-mode")).toBe(false));
  });
});
