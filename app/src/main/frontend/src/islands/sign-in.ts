import { onKeydown, onKeyup } from "../key-events";

const NAME = "imprimatur.username";

/**
 * The sign-in form: keeps the user name when the password is refused, shows the password on request, and says when Caps Lock is on.
 *
 * `<form data-island="sign-in" data-show="Show password" data-hide="Hide password">` around one password field, a
 * `<button data-show-password>` and an element `data-caps-lock` that is hidden.
 */
export function mount(form: HTMLElement): void {
  const password = form.querySelector<HTMLInputElement>("input[type=password]");
  const button = form.querySelector<HTMLButtonElement>("[data-show-password]");
  const caps = form.querySelector<HTMLElement>("[data-caps-lock]");
  if (!password || !button || !caps) return;

  button.addEventListener("click", () => {
    const shown = password.type === "password";
    password.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
    button.setAttribute("aria-label", (shown ? form.dataset.hide : form.dataset.show) ?? "");
    password.focus();
  });
  const look = (event: KeyboardEvent): void => {
    caps.hidden = !event.getModifierState("CapsLock");
  };
  onKeydown(password, look);
  onKeyup(password, look);
  const name = form.querySelector<HTMLInputElement>("input[name=username]");
  if (name && !name.value) name.value = sessionStorage.getItem(NAME) ?? ""; // the attempt before was refused
  if (name?.value) password.focus();
  sessionStorage.removeItem(NAME);
  form.addEventListener("submit", () => {
    if (name) sessionStorage.setItem(NAME, name.value);
    password.type = "password"; // or the browser offers to remember it as a text
  });
}
