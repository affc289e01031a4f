import htmx from "htmx.org/dist/htmx.esm.js";
import { csrf } from "./http";
import { contact, isRefused, regain } from "./session";
import { toast } from "./toasts";

/** Starts htmx under the strict content policy. `added` hears of every element that came in with an answer. */
export function startHtmx(added: (element: HTMLElement) => void): void {
  Object.assign(htmx.config, {
    allowEval: false,
    includeIndicatorStyles: false,
    selfRequestsOnly: true,
    historyCacheSize: 0, // pages hold what one may see now, not what one saw before signing out
    scrollBehavior: "auto",
    attributesToSettle: ["class", "width", "height"], // not "style", which the content policy refuses
    responseHandling: [
      { code: "204", swap: false },
      { code: "[23]..", swap: true },
      { code: "401", swap: false, error: true },
      { code: "4..", swap: true, error: false },
      { code: "...", swap: false, error: true },
    ],
  });
  htmx.logger = quiet;
  document.addEventListener("htmx:configRequest", (event) => {
    Object.assign((event as CustomEvent<{ headers: Record<string, string> }>).detail.headers, csrf());
  });
  document.addEventListener("htmx:beforeOnLoad", (event) => onAnswer(event as CustomEvent<Answer>));
  document.addEventListener("htmx:load", (event) => added((event as CustomEvent<{ elt: HTMLElement }>).detail.elt));
  document.addEventListener("htmx:responseError", (event) => {
    const { xhr } = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail;
    toast(sentence(xhr) ?? document.body.dataset.saysFailed ?? "");
  });
  document.addEventListener("htmx:sendError", () => toast(document.body.dataset.saysOffline ?? ""));
}

/**
 * A request that a later one took the place of was given up on purpose, so htmx does not report it as an error. It reports
 * the end of every request without an answer first; what else went wrong it reports after that.
 */
export function quiet(_element: unknown, event: string, detail: { error?: unknown }): void {
  if (event === "htmx:sendAbort" || event === "htmx:afterRequest") delete detail.error;
}

/** What a note says that came instead of an answer. It is not swapped in: what was typed stays where it is. */
function sentence(xhr: XMLHttpRequest): string | undefined {
  if (xhr.status !== 503) return undefined;
  const note = new DOMParser().parseFromString(xhr.responseText, "text/html").querySelector(".note p");
  return note?.textContent ?? undefined;
}

interface Answer {
  xhr: XMLHttpRequest;
  target: HTMLElement;
  select: string | null;
  etc: { swapOverride?: string };
  requestConfig: { verb: "get" | "post"; path: string; elt: HTMLElement; formData: FormData; triggeringEvent: Event | null | undefined };
}

const sentAgain = new WeakSet<HTMLElement>();

/** A request that found the session gone is sent again, as it was, once people have signed in again. The page stays. */
function onAnswer(event: CustomEvent<Answer>): void {
  const { xhr, target, select, etc, requestConfig } = event.detail;
  const { elt, verb, path, formData, triggeringEvent } = requestConfig;
  const repeated = sentAgain.delete(elt);
  if (!isRefused(xhr.status, xhr.getResponseHeader("X-CSRF-Refused"))) {
    contact();
    return;
  }
  event.preventDefault();
  if (repeated) {
    toast(document.body.dataset.saysFailed ?? "");
    return;
  }
  void regain(!triggeringEvent).then((back) => {
    if (!back || !elt.isConnected) return;
    const values = new FormData();
    formData.forEach((value, name) => {
      if (name !== "_csrf") values.append(name, value);
    });
    sentAgain.add(elt);
    void htmx.ajax(verb, path, { source: elt, event: triggeringEvent ?? undefined, target, swap: etc.swapOverride, select: select ?? undefined, values } as never);
  });
}
