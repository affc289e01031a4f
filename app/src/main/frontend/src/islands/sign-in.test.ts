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

test("a refused sign-in keeps the user name, and no page after that does", () => {
  const page = '<form><input name="username"><input type="password"><button data-show-password></button><p data-caps-lock hidden></p></form>';
  const open = (): HTMLInputElement => {
    document.body.innerHTML = page;
    mount(document.querySelector("form") as HTMLFormElement);
    return document.querySelector("[name=username]") as HTMLInputElement;
  };

  const first = open();
  first.value = "mei-lin";
  first.form?.dispatchEvent(new Event("submit"));

  expect(open().value).toBe("mei-lin");
  expect(open().value).toBe("");
});
