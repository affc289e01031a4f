import { beforeEach, expect, test } from "vitest";
import { mount } from "./sign-in";

beforeEach(() => {
  document.body.innerHTML = `<form data-show="Show password" data-hide="Hide password">
    <input type="password"><button type="button" data-show-password aria-pressed="false" aria-label="Show password"></button>
    <p data-caps-lock hidden></p></form>`;
  mount(document.querySelector("form") as HTMLFormElement);
});

test("the password is shown and hidden again", () => {
  const field = document.querySelector("input") as HTMLInputElement;
  const button = document.querySelector("button") as HTMLButtonElement;

  button.click();
  expect(field.type).toBe("text");
  expect(button.getAttribute("aria-label")).toBe("Hide password");

  button.click();
  expect(field.type).toBe("password");
  expect(button.getAttribute("aria-pressed")).toBe("false");
});
