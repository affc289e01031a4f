import { beforeEach, expect, test, vi } from "vitest";
import { mount } from "./zone-suggestion";

const form = (): HTMLElement => document.querySelector("form") as HTMLElement;
const zone = (): HTMLInputElement => document.querySelector('input[name="zone"]') as HTMLInputElement;
const hint = (): string => document.querySelector("[data-zone-hint]")?.textContent ?? "";

function tick(id: string): void {
  const box = document.getElementById(id) as HTMLInputElement;
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

beforeEach(() => {
  vi.spyOn(Intl.DateTimeFormat.prototype, "resolvedOptions").mockReturnValue({
    timeZone: "America/Bogota",
  } as Intl.ResolvedDateTimeFormatOptions);
  document.body.innerHTML = `<form data-says-browser="this browser's" data-says-brand="that of {0}">
    <fieldset data-brand="Boréal" data-zone="America/Toronto"><input type="checkbox" id="boreal"></fieldset>
    <fieldset data-brand="Kyoto" data-zone="Asia/Tokyo"><input type="checkbox" id="kyoto"></fieldset>
    <input name="zone" list="zones"><p data-zone-hint></p></form>
    <datalist id="zones"><option value="America/Bogota"></option><option value="America/Toronto"></option>
    <option value="Asia/Tokyo"></option><option value="UTC"></option></datalist>`;
});

test("the browser's zone is suggested as such, and that of the brand once a role is ticked", () => {
  mount(form());
  expect([zone().value, hint()]).toEqual(["America/Bogota", "this browser's"]);

  tick("kyoto");
  expect([zone().value, hint()]).toEqual(["Asia/Tokyo", "that of Kyoto"]);

  tick("kyoto");
  expect(zone().value).toBe("America/Bogota");
});

test("a zone that somebody chose stays", () => {
  mount(form());
  zone().value = "UTC";
  zone().dispatchEvent(new Event("input", { bubbles: true }));

  tick("boreal");

  expect([zone().value, hint()]).toEqual(["UTC", ""]);
});

test("nothing is suggested over what a refused form brought back, nor a zone that is not in the list", () => {
  zone().value = "UTC";
  mount(form());
  expect([zone().value, hint()]).toEqual(["UTC", ""]);

  zone().value = "";
  vi.spyOn(Intl.DateTimeFormat.prototype, "resolvedOptions").mockReturnValue({
    timeZone: "Mars/Olympus",
  } as Intl.ResolvedDateTimeFormatOptions);
  mount(form());
  expect([zone().value, hint()]).toEqual(["", ""]);
});
