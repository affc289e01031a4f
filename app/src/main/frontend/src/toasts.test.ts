import { beforeEach, expect, it, vi } from "vitest";
import { startToasts, toast } from "./toasts";

const said = (): string[] => [...document.querySelectorAll("#toasts > *")].map((box) => box.textContent ?? "");

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = '<div id="toasts" role="status"></div>';
});

it("says the same thing once", () => {
  toast("Saved");
  toast("Saved");

  expect(said()).toEqual(["Saved"]);
});

it("keeps the newest, also of those that came with an answer", () => {
  toast("One");
  toast("Two");
  document.querySelector("#toasts")?.insertAdjacentHTML("beforeend", '<div class="toast-x">Three</div>');
  startToasts(document);

  expect(said()).toEqual(["Three"]);
});

it("goes when it is pressed, and stays when a link in it is", () => {
  toast("Approved");
  document.querySelector("#toasts .toast-x")?.insertAdjacentHTML("beforeend", '<a href="#post">Show</a>');

  document.querySelector<HTMLElement>("#toasts a")?.click();
  expect(said()).toHaveLength(1);

  document.querySelector<HTMLElement>("#toasts span")?.click();
  expect(said()).toHaveLength(0);
});
