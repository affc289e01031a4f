import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const SUBMIT = "/camunda/api/engine/engine/default/task/7/submit-form";
const LIST = "/camunda/api/engine/engine/default/filter/3/list";

/** What a server answers, and to which session. */
interface Reply {
  status: number;
  headers?: Record<string, string>;
  text?: string;
}

/** A server with one session. */
class Server {
  person: string | null = "ines";
  token = "portal-1";
  camundas = "camunda-1";
  calls: { method: string; url: string; headers: Record<string, string>; body: unknown }[] = [];

  rest(method: string, url: string, headers: Record<string, string>, body: unknown): Reply {
    this.calls.push({ method, url, headers, body });
    if (this.person === null) return { status: 401, text: '{"title":"Unauthorized"}' };
    if (headers["X-Session-Person"] !== this.person) return { status: 403, headers: { "X-CSRF-Refused": "true" } };
    if (method === "POST" && headers["X-XSRF-TOKEN"] !== this.camundas) return { status: 403, headers: { "X-XSRF-TOKEN": "Required" } };
    return { status: 200, text: "recorded" };
  }

  fetch = (address: string, init: RequestInit = {}): Promise<Response> => {
    if (address === "/session") return Promise.resolve(Response.json({ person: this.person, token: this.token }));
    if (address === "/sign-in") {
      this.person = (init.body as URLSearchParams).get("username");
      return Promise.resolve(new Response(null, { status: 204 }));
    }
    document.cookie = `XSRF-TOKEN=${this.camundas}`; // comes with any answer of Camunda's
    return Promise.resolve(Response.json([]));
  };
}

let server: Server;

/** A browser's request, as far as the webapps use it. */
class BrowserRequest extends EventTarget {
  readyState = 0;
  status = 0;
  responseText = "";
  responseURL = "";
  private sentHeaders: Record<string, string> = {};
  private answered: Record<string, string> = {};
  private line = { method: "", url: "" };

  open(method: string, url: string): void {
    this.line = { method, url };
    this.sentHeaders = {};
    this.readyState = 1;
    this.dispatchEvent(new Event("readystatechange"));
  }

  setRequestHeader(name: string, value: string): void {
    this.sentHeaders[name] = value;
  }

  getResponseHeader(name: string): string | null {
    return this.answered[name] ?? null;
  }

  send(body?: unknown): void {
    queueMicrotask(() => {
      const reply = server.rest(this.line.method, this.line.url, this.sentHeaders, body);
      this.status = reply.status;
      this.answered = reply.headers ?? {};
      for (const state of [2, 3, 4]) {
        this.readyState = state;
        if (state === 4) this.responseText = reply.text ?? "";
        this.dispatchEvent(new Event("readystatechange"));
      }
      this.dispatchEvent(new Event("load"));
      this.dispatchEvent(new Event("loadend"));
    });
  }
}

describe("a request of a webapp whose session has ended", () => {
  let Held: typeof XMLHttpRequest;
  let until: AbortController;
  let answers: number[];

  const dialog = (): HTMLDialogElement => document.querySelector("#session") as HTMLDialogElement;
  const banner = (): HTMLElement => document.querySelector("#session-banner") as HTMLElement;
  const settled = (ready: () => boolean): Promise<void> => vi.waitFor(() => expect(ready()).toBe(true));
  const signIn = (): void => {
    (document.querySelector("#session-password") as HTMLInputElement).value = "right";
    dialog().querySelector("form")?.requestSubmit();
  };
  const send = (method: string, url: string, body?: string): XMLHttpRequest => {
    const request = new Held();
    request.open(method, url);
    request.setRequestHeader("X-XSRF-TOKEN", "camunda-1");
    request.addEventListener("load", () => answers.push(request.status));
    request.send(body);
    return request;
  };

  beforeEach(async () => {
    document.head.innerHTML =
      '<meta name="csrf-header" content="X-CSRF-TOKEN"><meta name="csrf-token" content="old"><meta name="session-person" content="ines"><meta name="session-seconds" content="1800">';
    document.body.innerHTML = `<div id="session-banner" hidden><span data-session-words></span><button data-session-open></button></div>
      <dialog id="session"><h2></h2><p data-session-why></p><form data-session-form><input id="session-password"><p id="session-error" hidden><span></span></p>
      <button type="button" data-session-later>Later</button><button class="btn-primary">Sign in</button></form>
      <div data-session-other hidden><button type="button" data-session-later>Stay</button></div></dialog>`;
    server = new Server();
    answers = [];
    vi.stubGlobal("fetch", server.fetch);
    vi.stubGlobal("BroadcastChannel", undefined);
    vi.resetModules();
    const session = await import("./session");
    until = new AbortController();
    session.startSession(until.signal);
    const { heldRequests } = await import("./held-requests");
    Held = heldRequests(BrowserRequest as unknown as typeof XMLHttpRequest, "Nothing was sent.");
  });

  afterEach(() => {
    until.abort();
    vi.unstubAllGlobals();
  });

  it("is sent once more after sign-in in place, and the webapp hears of the second answer alone", async () => {
    server.person = null;
    server.camundas = "camunda-2"; // a new session has a token of its own
    const request = send("POST", SUBMIT, '{"decision":"reject"}');
    await settled(() => dialog().open);
    expect(answers).toEqual([]);

    signIn();

    await settled(() => answers.length > 0);
    expect(answers).toEqual([200]);
    expect(request.responseText).toBe("recorded");
    expect(server.calls.map(({ body }) => body)).toEqual(['{"decision":"reject"}', '{"decision":"reject"}']);
    expect(server.calls[1]?.headers["X-XSRF-TOKEN"]).toBe("camunda-2");
  });

  it("fails when people put it off, and is not sent when they sign in later", async () => {
    server.person = null;
    const request = send("POST", SUBMIT, '{"decision":"approve"}');
    await settled(() => dialog().open);

    dialog().querySelector<HTMLButtonElement>("[data-session-later]")?.click();

    await settled(() => answers.length > 0);
    expect(JSON.parse(request.responseText)).toEqual({ type: "SessionEnded", message: "Nothing was sent." });
    document.querySelector<HTMLElement>("[data-session-open]")?.click();
    await settled(() => dialog().open);
    signIn();
    await settled(() => banner().hidden);
    expect(server.calls).toHaveLength(1);
    expect(answers).toEqual([403]);
  });

  it("waits behind the notice when nobody made it, also while the dialog is closed", async () => {
    server.person = null;
    send("POST", LIST);
    await settled(() => !banner().hidden);
    expect(dialog().open).toBe(false);
    document.querySelector<HTMLElement>("[data-session-open]")?.click();
    await settled(() => dialog().open);
    dialog().querySelector<HTMLButtonElement>("[data-session-later]")?.click();
    await settled(() => !dialog().open);
    expect(answers).toEqual([]);

    document.querySelector<HTMLElement>("[data-session-open]")?.click();
    await settled(() => dialog().open);
    signIn();

    await settled(() => answers.length > 0);
    expect(answers).toEqual([200]);
  });

  it("is sent once more with Camunda's new token when people signed in again in another tab", async () => {
    server.camundas = "camunda-9";
    send("POST", SUBMIT, "{}");

    await settled(() => answers.length > 0);
    expect(answers).toEqual([200]);
    expect(dialog().open).toBe(false);
  });

  it("decides nothing in the name of somebody else who has signed in since", async () => {
    server.person = "tom";
    send("POST", SUBMIT, '{"decision":"approve"}');
    await settled(() => dialog().open);

    expect(dialog().querySelector<HTMLElement>("[data-session-other]")?.hidden).toBe(false);
    expect(server.calls.map(({ headers }) => headers["X-Session-Person"])).toEqual(["ines"]);
    expect(answers).toEqual([]);
  });

  it("is given as it is when it is refused for something else, or goes elsewhere", async () => {
    server.rest = () => ({ status: 403, text: "not yours" });
    send("POST", SUBMIT, "{}");
    await settled(() => answers.length > 0);
    server.rest = () => ({ status: 401 });
    send("GET", "/elsewhere");

    await settled(() => answers.length > 1);
    expect(answers).toEqual([403, 401]);
    expect(dialog().open).toBe(false);
  });
});
