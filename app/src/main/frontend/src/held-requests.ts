/**
 * Requests of Camunda's webapps that find the session gone. The webapps would show their own sign-in form and drop what
 * was typed. Here they do not hear of the refusal: the request waits until the person has signed in again in place and is
 * then sent once more with what it carried.
 *
 * A request that somebody made by pressing a button opens the dialog; put off, it fails and is never sent later, since
 * the person may have changed their mind. All others wait behind the notice.
 */
import { at, csrf } from "./http";
import { isRefused, regain, untilBack, who } from "./session";

const REST = "/camunda/api/";
const PATHS = [REST, "/api/", "/review/"];
const BY_HAND = /\/(submit-form|claim|unclaim)$/;
const SIGN_OUT = /\/logout$/;
const CAMUNDAS_TOKEN = "X-XSRF-TOKEN";
const PAGE_OF = "X-Session-Person"; // lets the server refuse what a page of somebody else sends
const SAFE = ["GET", "HEAD", "OPTIONS"];
const AGAIN = 2; // times that a request is sent once more

interface Call {
  method: string;
  url: string;
  async: boolean;
  headers: [string, string][];
  body?: Document | XMLHttpRequestBodyInit | null | undefined;
}

/**
 * A request class to be used instead of the browser's.
 *
 * @param unsent what is said of a request that people put off
 */
export function heldRequests(browser: typeof XMLHttpRequest, unsent: string): typeof XMLHttpRequest {
  return class extends browser {
    private call: Call = { method: "GET", url: "", async: true, headers: [] };
    private sent = 0;
    private given = false;

    constructor() {
      super();
      for (const kind of ["readystatechange", "progress", "load", "loadend"]) {
        this.addEventListener(kind, (event) => this.hear(event)); // before any listener of the webapp
      }
    }

    override open(method: string, url: string | URL, async = true, user?: string | null, password?: string | null): void {
      this.call = { method: method.toUpperCase(), url: url.toString(), async, headers: [] };
      this.sent = 0;
      this.given = false;
      super.open(method, url, async, user, password);
      if (who() && this.path().startsWith(at(REST))) super.setRequestHeader(PAGE_OF, who());
    }

    override setRequestHeader(name: string, value: string): void {
      this.call.headers.push([name, value]);
      super.setRequestHeader(name, value);
    }

    override send(body?: Document | XMLHttpRequestBodyInit | null): void {
      this.call.body = body;
      this.sent++;
      super.send(body);
    }

    private path(): string {
      const address = new URL(this.call.url, document.baseURI);
      return address.origin === location.origin ? address.pathname : "";
    }

    private refused(): boolean {
      if (this.sent > AGAIN || !this.call.async || SIGN_OUT.test(this.path())) return false;
      if (!PATHS.some((path) => this.path().startsWith(at(path)))) return false;
      if (this.status === 403 && this.getResponseHeader(CAMUNDAS_TOKEN) === "Required") return true;
      return isRefused(this.status, this.getResponseHeader("X-CSRF-Refused"), this.responseURL || undefined);
    }

    private hear(event: Event): void {
      if (this.given || this.readyState < XMLHttpRequest.HEADERS_RECEIVED || !this.refused()) return;
      event.stopImmediatePropagation();
      if (event.type === "loadend") void this.again();
    }

    private async again(): Promise<void> {
      if (BY_HAND.test(this.path())) {
        if (!(await regain())) return this.fail();
      } else {
        await untilBack();
      }
      const { method, url, async, headers, body } = this.call;
      const fresh: Record<string, string> = csrf();
      if (!SAFE.includes(method) && this.path().startsWith(at(REST))) {
        const token = await camundasToken();
        if (token) fresh[CAMUNDAS_TOKEN] = token;
      }
      super.open(method, url, async);
      if (who() && this.path().startsWith(at(REST))) super.setRequestHeader(PAGE_OF, who());
      const replaced = new Set(Object.keys(fresh).map((name) => name.toLowerCase()));
      for (const [name, value] of headers) if (!replaced.has(name.toLowerCase())) super.setRequestHeader(name, value);
      for (const [name, value] of Object.entries(fresh)) super.setRequestHeader(name, value);
      this.sent++;
      super.send(body);
    }

    /** Answers in the form that the webapps show to people. */
    private fail(): void {
      this.given = true;
      const answer = JSON.stringify({ type: "SessionEnded", message: unsent });
      const own = { status: 403, statusText: "Forbidden", responseText: answer, response: answer };
      for (const [name, value] of Object.entries(own)) Object.defineProperty(this, name, { value, configurable: true });
      this.getResponseHeader = (name) => (name.toLowerCase() === "content-type" ? "application/json" : null);
      this.getAllResponseHeaders = () => "content-type: application/json\r\n";
      for (const kind of ["readystatechange", "load", "loadend"]) this.dispatchEvent(new ProgressEvent(kind));
    }
  };
}

/** Camunda's token of the session there is now: it comes as a cookie with the first answer. */
async function camundasToken(): Promise<string | undefined> {
  await fetch(at(`${REST}engine/engine/`), { headers: { Accept: "application/json" }, cache: "no-store" });
  const cookie = document.cookie.split("; ").find((one) => one.startsWith("XSRF-TOKEN="));
  return cookie && decodeURIComponent(cookie.slice("XSRF-TOKEN=".length));
}
