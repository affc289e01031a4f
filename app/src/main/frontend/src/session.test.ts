import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const PAGE = `
  <div id="toasts"></div>
  <div id="session-banner" hidden><span data-session-words>Ended</span><button data-session-open>Sign in again</button></div>
  <dialog id="session" data-says-wrong="Wrong" data-says-wait="Wait" data-says-unreachable="Unreachable" data-says-back="Back"
    data-says-other="You are @%" data-says-other-words="Reload" data-says-title="Ended" data-says-words="Sign in">
    <h2></h2><p data-session-why></p>
    <form method="post" action="/sign-in" data-session-form><input id="session-name" readonly value="mara"><input id="session-password">
      <p id="session-error" hidden><span></span></p><button type="button" data-session-later>Later</button><button class="btn-primary">Sign in</button></form>
    <div data-session-other hidden><button type="button" data-session-later>Stay</button><button type="button" data-session-reload>Reload</button></div>
  </dialog>
  <form id="draft" method="post" action="/posts/41"><input name="title" value="Typed for an hour"><input type="hidden" name="_csrf" value="old">
    <button name="then" value="save">Save</button><button name="then" value="submit">Submit</button></form>
  <form id="plain" method="post" action="/library/upload?brand=aurora&_csrf=old"></form>`;

/** A server with one session: who is in it, and which token it takes. */
class Server {
  person: string | null = "mara";
  token = "new";
  password = "right";
  status = 401; // of a wrong sign-in
  asked = 0;
  calls: { address: string; token: string | undefined; body: unknown }[] = [];

  fetch = async (address: string, init: RequestInit = {}): Promise<Response> => {
    if (address === "/session") {
      this.asked++;
      return Response.json({ person: this.person, token: this.token });
    }
    if (address === "/sign-in") {
      const given = init.body as URLSearchParams;
      if (given.get("password") !== this.password || given.get("_csrf") !== this.token) return new Response("", { status: this.status });
      this.person = given.get("username");
      this.token = "after sign-in";
      return new Response(null, { status: 204 });
    }
    const token = (init.headers as Record<string, string>)["X-CSRF-TOKEN"];
    this.calls.push({ address, token, body: init.body });
    if (this.person === null) return new Response("", { status: 401 });
    if (token !== this.token) return new Response("", { status: 403, headers: { "X-CSRF-Refused": "true" } });
    return new Response("done");
  };
}

describe("a page whose session may end", () => {
  let server: Server;
  let session: typeof import("./session");
  let sent: string[];
  let until: AbortController;

  const dialog = (): HTMLDialogElement => document.querySelector("#session") as HTMLDialogElement;
  const banner = (): HTMLElement => document.querySelector("#session-banner") as HTMLElement;
  const draft = (): HTMLFormElement => document.querySelector("#draft") as HTMLFormElement;
  const press = (n: number): void => draft().requestSubmit(draft().querySelectorAll("button")[n]);
  const settled = (ready: () => boolean): Promise<void> => vi.waitFor(() => expect(ready()).toBe(true));
  const signIn = (password: string): void => {
    (document.querySelector("#session-password") as HTMLInputElement).value = password;
    dialog().querySelector("form")?.requestSubmit();
  };

  beforeEach(async () => {
    document.head.innerHTML =
      '<meta name="csrf-header" content="X-CSRF-TOKEN"><meta name="csrf-token" content="old"><meta name="session-person" content="mara"><meta name="session-seconds" content="1800">';
    document.body.innerHTML = PAGE;
    localStorage.clear();
    server = new Server();
    vi.stubGlobal("fetch", server.fetch);
    vi.stubGlobal("BroadcastChannel", undefined);
    vi.resetModules();
    session = await import("./session");
    until = new AbortController();
    session.startSession(until.signal);
    sent = [];
    draft().addEventListener("submit", (event) => {
      event.preventDefault();
      sent.push(new FormData(draft(), event.submitter).get("then") as string);
    });
  });

  afterEach(() => {
    until.abort();
    vi.unstubAllGlobals();
  });

  it("sends a call again with a new token when the old one was of an earlier session", async () => {
    const answer = await session.send("/posts/41/pictures", { method: "POST", body: "x" });

    expect(await answer.text()).toBe("done");
    expect(server.calls.map(({ token }) => token)).toEqual(["old", "new"]);
    expect(dialog().open).toBe(false);
    expect(document.querySelector<HTMLInputElement>('#draft [name="_csrf"]')?.value).toBe("new");
    expect(document.querySelector("#plain")?.getAttribute("action")).toBe("/library/upload?brand=aurora&_csrf=new");
  });

  it("asks for the password and sends the very call again after sign-in", async () => {
    server.person = null;
    const answer = session.send("/api/assets", { method: "POST", body: "the words" });
    await settled(() => dialog().open);
    expect(banner().hidden).toBe(false);

    signIn("right");

    expect((await answer).status).toBe(200);
    expect(server.calls.map(({ body }) => body)).toEqual(["the words", "the words"]);
    expect(server.calls[1]?.token).toBe("after sign-in");
    expect(dialog().open).toBe(false);
    expect(banner().hidden).toBe(true);
  });

  it("says that what was pressed is sent after sign-in, and only then", async () => {
    server.person = null;
    dialog().dataset.saysWords = "Typed words stay";
    dialog().dataset.saysSends = "What you pressed is sent";
    const why = (): string | undefined => dialog().querySelector("[data-session-why]")?.textContent;
    press(0);
    await settled(() => dialog().open);
    expect(why()).toBe("What you pressed is sent");

    dialog().close();
    await settled(() => !dialog().open);
    document.querySelector<HTMLElement>("[data-session-open]")?.click();
    await settled(() => dialog().open);
    expect(why()).toBe("Typed words stay");
  });

  it("says what is wrong with a sign-in and goes on asking", async () => {
    server.person = null;
    void session.regain();
    await settled(() => dialog().open);
    const error = (): string | undefined => (document.querySelector("#session-error") as HTMLElement).textContent?.trim();

    signIn("guessed");
    await settled(() => error() === "Wrong");
    server.status = 429;
    signIn("guessed again");
    await settled(() => error() === "Wait");

    expect(dialog().open).toBe(true);
  });

  it("holds a form back until people have signed in, and sends it with the button that was pressed", async () => {
    server.person = null;
    press(1);
    await settled(() => dialog().open);
    expect(sent).toEqual([]);

    signIn("right");

    await settled(() => sent.length > 0);
    expect(sent).toEqual(["submit"]);
    expect(new FormData(draft()).get("title")).toBe("Typed for an hour");
    expect(new FormData(draft()).get("_csrf")).toBe("after sign-in");
  });

  it("sends a form once, however often it is pressed while the session is asked for", async () => {
    press(0);
    press(0);
    press(0);

    await settled(() => sent.length > 0);
    expect(sent).toEqual(["save"]);
    expect(dialog().open).toBe(false);
  });

  it("sends nothing when people put it off, and what was typed stays", async () => {
    server.person = null;
    press(0);
    await settled(() => dialog().open);

    dialog().querySelector<HTMLButtonElement>("[data-session-later]")?.click();

    await settled(() => !dialog().open);
    expect(sent).toEqual([]);
    expect(banner().hidden).toBe(false);
    await settled(() => {
      press(0);
      return dialog().open;
    });
  });

  it("sends nothing in the name of somebody else who has signed in since", async () => {
    server.person = "tom";
    press(0);
    await settled(() => dialog().open);

    expect(dialog().querySelector("h2")?.textContent).toBe("You are @tom");
    expect(dialog().querySelector<HTMLElement>("[data-session-form]")?.hidden).toBe(true);
    expect(dialog().querySelector<HTMLElement>("[data-session-other]")?.hidden).toBe(false);
    expect(sent).toEqual([]);
  });

  it("does not open the dialog for a request that nobody made, and goes on with it after sign-in", async () => {
    server.person = null;
    const quiet = session.regain(true);
    await settled(() => !banner().hidden);
    expect(dialog().open).toBe(false);

    server.person = "mara";
    await session.regain();

    expect(await quiet).toBe(true);
  });

  it("keeps the session alive while somebody types, not with each key", async () => {
    const type = (): boolean => draft().querySelector("input")?.dispatchEvent(new Event("input", { bubbles: true })) ?? false;
    type();
    expect(server.asked).toBe(0);

    session.contact(Date.now() - 300_000);
    type();
    type();

    expect(server.asked).toBe(1);
  });
});
