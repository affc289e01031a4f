/**
 * The API's document, to be read and tried: Swagger UI, from our own origin and under our own policy.
 *
 * `<div data-island="api">`; what is inside is what people without scripts see.
 * Calls run as whoever is signed in, with the page's own token against forged requests, until somebody puts in an
 * access token, which is kept nowhere.
 */
import SwaggerUI from "swagger-ui-dist/swagger-ui-es-bundle.js";
import "swagger-ui-dist/swagger-ui.css";
import "../styles/api.css";
import { at, csrf } from "../http";
import { send } from "../session";

export interface Call {
  headers: Record<string, string>;
  userFetch?: typeof send;
}

/** A call that says itself who calls needs no session and no proof that it came from our page. */
export function proven<T extends Call>(call: T): T {
  if (!Object.keys(call.headers).some((name) => name.toLowerCase() === "authorization")) {
    Object.assign(call.headers, csrf());
    call.userFetch = send;
  }
  return call;
}

/** Swagger UI knows its dark theme by a class at the root; ours is an attribute, or else the system's wish. */
export function followTheme(root: HTMLElement): void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const follow = (): void => {
    const chosen = root.dataset.bsTheme;
    root.classList.toggle("dark-mode", chosen ? chosen === "dark" : system.matches);
  };
  new MutationObserver(follow).observe(root, { attributeFilter: ["data-bs-theme"] });
  system.addEventListener("change", follow);
  follow();
}

export function mount(element: HTMLElement): void {
  followTheme(document.documentElement);
  element.textContent = "";
  SwaggerUI({
    domNode: element,
    url: at("/api/openapi.json"),
    requestInterceptor: proven,
    showMutatedRequest: false, // the proof is for nobody to copy
    tryItOutEnabled: true,
    displayRequestDuration: true,
    defaultModelsExpandDepth: 0,
    filter: true,
    validatorUrl: null, // or the document would be shown to somebody else's server
  });
}
