import { beforeEach, describe, expect, it, vi } from "vitest";
import { mount, size } from "./uploader";

vi.mock("htmx.org/dist/htmx.esm.js", () => ({ default: { process: vi.fn() } }));

/** Stands for the browser's request; a test answers it. */
class Request extends EventTarget {
  static made: Request[] = [];
  readonly upload = new EventTarget();
  readonly headers: Record<string, string> = {};
  status = 0;
  responseText = "";
  url = "";
  open(_: string, url: string): void {
    this.url = url;
    Request.made.push(this);
  }
  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }
  send(): void {}
  retryAfter: string | null = null;
  getResponseHeader(name: string): string | null {
    return name === "Retry-After" ? this.retryAfter : null;
  }
  abort(): void {
    this.dispatchEvent(new Event("abort"));
  }
  answer(status: number, body: unknown): void {
    this.status = status;
    this.responseText = JSON.stringify(body);
    this.dispatchEvent(new Event("load"));
  }
}

const file = (name: string, length = 10): File => new File([new Uint8Array(length)], name, { type: "image/jpeg" });

function choose(...files: File[]): void {
  const picker = document.querySelector<HTMLInputElement>("input[type=file]");
  if (!picker) throw new Error("no picker");
  Object.defineProperty(picker, "files", { value: files, configurable: true });
  picker.dispatchEvent(new Event("change"));
}

const line = (n: number): HTMLElement => document.querySelectorAll<HTMLElement>(".tray li")[n] as HTMLElement;
const press = (n: number, label: string): void =>
  line(n).querySelector<HTMLButtonElement>(`button[title="${label}"]`)?.click();

describe("the uploader", () => {
  beforeEach(() => {
    Request.made = [];
    vi.stubGlobal("XMLHttpRequest", Request);
    document.head.innerHTML = '<meta name="csrf-header" content="X-CSRF"><meta name="csrf-token" content="secret">';
    document.body.innerHTML =
      '<section data-address="/api/brands/aurora/assets" data-limit="1000" data-says-refused="Refused" data-says-broken="Broke off"' +
      ' data-says-too-large="{0} is larger than {1}" data-says-empty="Empty" data-says-linked="Linked" data-says-linked-as="Already here as {0}"' +
      ' data-says-cataloged="Waiting for approval" data-says-retry="Send again" data-says-cancel="Cancel" data-says-cancelled="Cancelled" data-says-waiting="Waits"></section>';
    mount(document.querySelector("section") as HTMLElement);
  });

  it("sends two files at a time, with the token of the page", () => {
    choose(file("a.jpg"), file("b.jpg"), file("c.jpg"));

    expect(Request.made).toHaveLength(2);
    expect(Request.made[0]?.headers["X-CSRF"]).toBe("secret");
    expect(line(2).textContent).toContain("Waits");

    Request.made[0]?.answer(201, { id: "1", title: "a", state: "cataloged" });
    expect(Request.made).toHaveLength(3);
    expect(line(0).textContent).toContain("Waiting for approval");
  });

  it("asks in place why a rejected file should be approved now", async () => {
    const sent: { url: string; body: string }[] = [];
    const answers = [
      new Response(JSON.stringify({ detail: "Say why it should be approved now." }), { status: 422 }),
      new Response(JSON.stringify({ id: "7", title: "a", state: "cataloged" }), { status: 202 }),
    ];
    vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
      sent.push({ url, body: init.body as string });
      return Promise.resolve(answers.shift());
    });
    choose(file("a.jpg"));
    Request.made[0]?.answer(409, { type: "/problems/asset-rejected", detail: "Rejected by @librarian: “Too dark”", asset: "7" });

    expect(line(0).textContent).toContain("Too dark");
    const form = line(0).querySelector("form") as HTMLFormElement;
    (form.querySelector("textarea") as HTMLTextAreaElement).value = "Brighter now";
    form.dispatchEvent(new Event("submit", { cancelable: true }));
    await vi.waitFor(() => expect(line(0).textContent).toContain("Say why"));
    form.dispatchEvent(new Event("submit", { cancelable: true }));

    await vi.waitFor(() => expect(line(0).textContent).toContain("Waiting for approval"));
    expect(line(0).querySelector("form")).toBeNull();
    expect(sent[1]).toEqual({ url: "/api/assets/7/reopen", body: JSON.stringify({ reason: "Brighter now" }) });
  });

  it("puts each new asset into the grid, however many arrive at once", async () => {
    document.body.insertAdjacentHTML("beforeend", '<div data-while-empty></div><ul id="cards"></ul>');
    vi.stubGlobal("fetch", (address: string) =>
      Promise.resolve(new Response(`<li id="card-${address.split("/")[2] ?? ""}"></li>`)),
    );
    choose(file("a.jpg"), file("b.jpg"));

    Request.made[0]?.answer(201, { id: "1", title: "a", state: "cataloged" });
    Request.made[1]?.answer(201, { id: "2", title: "b", state: "cataloged" });

    await vi.waitFor(() => expect(document.querySelectorAll("#cards > li")).toHaveLength(2));
    expect(document.querySelector("[data-while-empty]")).toBeNull();
  });

  it("brings the numbers beside the list up to date, once for several uploads", async () => {
    vi.useFakeTimers();
    document.body.insertAdjacentHTML("beforeend", '<nav class="facets"><a>All <span class="num">4</span></a><a>Received <span class="num">0</span></a></nav>');
    const asked: string[] = [];
    vi.stubGlobal("fetch", (address: string) => {
      asked.push(address);
      return Promise.resolve(new Response('<nav class="facets"><a><span class="num">6</span></a><a><span class="num">2</span></a></nav>'));
    });
    choose(file("a.jpg"), file("b.jpg"));
    Request.made[0]?.answer(201, { id: "1", title: "a", state: "cataloged" });
    Request.made[1]?.answer(201, { id: "2", title: "b", state: "cataloged" });
    await vi.advanceTimersByTimeAsync(1_000);
    vi.useRealTimers();

    expect([...document.querySelectorAll(".facets .num")].map((number) => number.textContent)).toEqual(["6", "2"]);
    expect(asked.filter((address) => address === location.href)).toHaveLength(1);
  });

  it("refuses what is too large or empty before a byte is sent", () => {
    choose(file("big.jpg", 1_500), file("nothing.jpg", 0));

    expect(Request.made).toHaveLength(0);
    expect(line(0).textContent).toContain("1.5 KB is larger than 1 KB");
    expect(line(1).textContent).toContain("Empty");
  });

  it("says what the same bytes are known as", () => {
    choose(file("again.jpg"));

    Request.made[0]?.answer(200, { id: "7", title: "Beans, close", state: "approved", duplicate: true });

    expect(line(0).textContent).toContain("Already here as Beans, close");
    expect(line(0).querySelector("a")?.getAttribute("href")).toBe("/library/7");
  });

  it("tells a refusal in the words of the server, as text", () => {
    choose(file("<b>.jpg"));

    Request.made[0]?.answer(415, { detail: "Contains a <script>." });

    expect(line(0).textContent).toContain("Contains a <script>.");
    expect(line(0).querySelector("script, b b")).toBeNull();
  });

  it("waits as long as the server says, then goes on by itself", () => {
    vi.useFakeTimers();
    choose(file("a.jpg"), file("b.jpg"), file("c.jpg"));
    const refused = Request.made[0];
    if (refused) refused.retryAfter = "7";

    refused?.answer(429, { detail: "Too many files." });
    Request.made[1]?.answer(201, { id: "2", title: "b", state: "cataloged" });

    expect(Request.made).toHaveLength(2);
    expect(line(0).textContent).toContain("Too many files.");
    expect(line(0).textContent).toContain("Waits");
    vi.advanceTimersByTime(6_900);
    expect(Request.made).toHaveLength(2);
    vi.advanceTimersByTime(200);
    expect(Request.made).toHaveLength(4);
    expect(line(0).textContent).not.toContain("Too many files.");
    vi.useRealTimers();
  });

  it("sends again what broke off", () => {
    choose(file("a.jpg"));
    Request.made[0]?.dispatchEvent(new Event("error"));
    expect(line(0).textContent).toContain("Broke off");

    press(0, "Send again");

    expect(Request.made).toHaveLength(2);
  });

  it("stops a file that is cancelled, and goes on with the next", () => {
    choose(file("a.jpg"), file("b.jpg"), file("c.jpg"));

    press(0, "Cancel");

    expect(line(0).textContent).toContain("Cancelled");
    expect(Request.made).toHaveLength(3);
  });
});

describe("a size", () => {
  it.each([
    [999, "999 bytes"],
    [5_812_345, "5.8 MB"],
    [2_000_000_000, "2 GB"],
  ])("of %d is %s", (bytes, words) => expect(size(bytes)).toBe(words));
});
