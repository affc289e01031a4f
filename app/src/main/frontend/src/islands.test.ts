import { afterEach, describe, expect, it, vi } from "vitest";
import { mountIslands } from "./islands";

afterEach(() => document.body.replaceChildren());

describe("islands", () => {
  it("are mounted once, however often a page is looked through", async () => {
    document.body.innerHTML = '<div data-island="clock"></div>';
    const mount = vi.fn();
    const islands = { "./islands/clock.ts": () => Promise.resolve({ mount }) };

    mountIslands(document, islands);
    mountIslands(document, islands);

    await vi.waitFor(() => expect(document.querySelector("[data-mounted]")).not.toBeNull());
    expect(mount).toHaveBeenCalledExactlyOnceWith(document.querySelector("[data-island]"));
  });

  it("leave what people without scripts see when there is no such island", () => {
    document.body.innerHTML = '<div data-island="unheard-of">A form</div>';

    mountIslands(document, {});

    expect(document.body.textContent).toBe("A form");
  });
});
