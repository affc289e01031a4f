import { at } from "./http";

type Theme = "light" | "dark";

/**
 * Light or dark: the system's wish until somebody chooses. The choice is a cookie, so the server writes it into the
 * page and nothing flashes.
 */
export function startTheme(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-theme-toggle]")) {
    show(button);
    button.addEventListener("click", () => {
      const next: Theme = current() === "dark" ? "light" : "dark";
      document.documentElement.dataset.bsTheme = next;
      document.cookie = `theme=${next}; path=${at("/")}; max-age=31536000; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
      document.querySelectorAll<HTMLButtonElement>("[data-theme-toggle]").forEach(show);
    });
  }
}

function current(): Theme {
  const chosen = document.documentElement.dataset.bsTheme;
  if (chosen === "dark" || chosen === "light") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function show(button: HTMLButtonElement): void {
  button.setAttribute("aria-pressed", String(current() === "dark"));
}
