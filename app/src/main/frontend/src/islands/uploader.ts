import htmx from "htmx.org/dist/htmx.esm.js";
import { at, csrf } from "../http";
import { isRefused, regain, send } from "../session";
import { isolated } from "../text";

/**
 * Uploads files to the library: chosen with the button, or dropped anywhere on the page. One line per file says how far
 * it is and what became of it; two go out at a time. When the server says that it takes no more at the moment (429), all
 * wait as long as it says and then go on.
 *
 * ```html
 * <section data-island="uploader" data-address="/api/brands/aurora/assets" data-limit="2000000000" data-says-…="…">
 *   <form>what people without scripts use</form>
 * </section>
 * <a data-opens-upload>Upload</a> <ul id="cards">…</ul>
 * ```
 */
export function mount(element: HTMLElement): void {
  new Uploader(element).start();
}

const AT_ONCE = 2;
/** How long to wait where the server does not say it, and the longest wait; in seconds. */
const PAUSE = 5;
const LONGEST_PAUSE = 120;
const LOOK_EVERY = 2_000;
const LOOKS = 90;
const COUNT_AFTER = 1_000; // milliseconds

type Phase = "waiting" | "sending" | "sent" | "done" | "refused" | "broken" | "cancelled";

/** What the API answers to an upload, and to a look at an asset. */
export interface Told {
  id: string;
  title: string;
  state: string;
  reason?: string | null;
  duplicate?: boolean;
}

/** What the API answers to an upload of bytes that were rejected. */
interface Rejected {
  type: string;
  detail: string;
  asset: string;
}

class Upload {
  phase: Phase = "waiting";
  sent = 0;
  request: XMLHttpRequest | undefined;
  /** Whether it was sent again since the session had ended. */
  again?: boolean;
  asset: Told | undefined;
  /** Id of the asset with these bytes that was rejected, until somebody asked again. */
  rejected: string | undefined;
  words = "";
  readonly line = document.createElement("li");

  constructor(readonly file: File) {}

  get open(): boolean {
    return this.phase === "waiting" || this.phase === "sending" || this.phase === "sent";
  }
}

class Uploader {
  private readonly uploads: Upload[] = [];
  private readonly tray = document.createElement("section");
  private readonly head = document.createElement("h2");
  private readonly bytes = document.createElement("span");
  private readonly whole = document.createElement("progress");
  private readonly lines = document.createElement("ul");
  private readonly picker = document.createElement("input");
  private counting: ReturnType<typeof setTimeout> | undefined;
  private veil: HTMLElement | undefined;
  /** While the server takes no more. */
  private pause: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly element: HTMLElement) {}

  start(): void {
    this.picker.type = "file";
    this.picker.multiple = true;
    this.picker.hidden = true;
    this.picker.addEventListener("change", () => {
      this.add([...(this.picker.files ?? [])]);
      this.picker.value = "";
    });
    this.tray.className = "panel tray";
    this.tray.hidden = true;
    this.head.className = "grow cut";
    this.bytes.className = "small quiet num";
    const top = document.createElement("header");
    top.append(this.head, this.bytes);
    this.tray.append(top, this.whole, this.lines);
    this.element.append(this.picker, this.tray);
    for (const opener of document.querySelectorAll('[data-opens-upload], .empty a[href="#upload"]')) {
      opener.addEventListener("click", (event) => {
        event.preventDefault();
        this.picker.click();
      });
    }
    this.listenForDrops();
    addEventListener("beforeunload", (event) => {
      if (this.uploads.some((upload) => upload.open)) event.preventDefault();
    });
  }

  private listenForDrops(): void {
    const withFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
    document.addEventListener("dragover", (event) => {
      if (!withFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
      this.showVeil();
    });
    document.addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) this.hideVeil();
    });
    document.addEventListener("drop", (event) => {
      if (!withFiles(event)) return;
      event.preventDefault();
      this.hideVeil();
      this.add([...(event.dataTransfer?.files ?? [])]);
    });
  }

  private showVeil(): void {
    if (this.veil) return;
    this.veil = document.createElement("div");
    this.veil.className = "drop-veil";
    const box = document.createElement("div");
    box.append(sign("upload"), this.says("drop"));
    this.veil.append(box);
    document.body.append(this.veil);
  }

  private hideVeil(): void {
    this.veil?.remove();
    this.veil = undefined;
  }

  private add(files: File[]): void {
    for (const file of files) {
      const upload = new Upload(file);
      const limit = Number(this.element.dataset.limit);
      if (file.size === 0) this.refuse(upload, this.says("empty"));
      else if (limit > 0 && file.size > limit) this.refuse(upload, this.says("tooLarge", size(file.size), size(limit)));
      this.uploads.push(upload);
      this.lines.append(upload.line);
      this.draw(upload);
    }
    this.next();
  }

  private refuse(upload: Upload, words: string): void {
    upload.phase = "refused";
    upload.words = words;
  }

  private next(): void {
    if (this.pause !== undefined) {
      this.sum();
      return;
    }
    const busy = this.uploads.filter((upload) => upload.phase === "sending" || upload.phase === "sent").length;
    for (const upload of this.uploads.filter(({ phase }) => phase === "waiting").slice(0, Math.max(0, AT_ONCE - busy))) {
      this.send(upload);
    }
    this.sum();
  }

  private send(upload: Upload): void {
    const request = new XMLHttpRequest();
    upload.request = request;
    upload.phase = "sending";
    upload.words = "";
    upload.sent = 0;
    request.upload.addEventListener("progress", (event) => {
      upload.sent = Math.min(upload.file.size, event.loaded);
      this.draw(upload);
      this.sum();
    });
    request.upload.addEventListener("load", () => {
      upload.sent = upload.file.size;
      if (upload.phase === "sending") upload.phase = "sent";
      this.draw(upload);
    });
    request.addEventListener("load", () => this.answered(upload, request));
    request.addEventListener("error", () => this.end(upload, "broken", this.says("brokenWhy")));
    request.addEventListener("abort", () => this.end(upload, "cancelled", ""));
    request.open("POST", this.element.dataset.address ?? "");
    for (const [name, value] of Object.entries(csrf())) request.setRequestHeader(name, value);
    request.setRequestHeader("Accept", "application/json, application/problem+json");
    const form = new FormData();
    form.append("file", upload.file, upload.file.name);
    request.send(form);
    this.draw(upload);
  }

  private answered(upload: Upload, request: XMLHttpRequest): void {
    const body = parsed(request.responseText);
    if (request.status >= 200 && request.status < 300 && isTold(body)) {
      upload.asset = body;
      this.end(upload, "done", body.duplicate ? this.says("linkedAs", isolated(body.title)) : "");
      if (!body.duplicate) {
        void this.show(body);
        this.recount();
      }
      void this.watch(upload, body.id);
    } else if (request.status === 409 && isRejected(body)) {
      upload.rejected = body.asset;
      this.end(upload, "refused", body.detail);
    } else if (isRefused(request.status, request.getResponseHeader("X-CSRF-Refused")) && !upload.again) {
      upload.again = true;
      void regain().then((back) => (back ? this.send(upload) : this.end(upload, "broken", this.says("brokenWhy"))));
    } else if (request.status === 429) {
      this.postpone(upload, detail(body) ?? "", Number(request.getResponseHeader("Retry-After")));
    } else if (request.status >= 500 || request.status === 0) {
      this.end(upload, "broken", detail(body) ?? this.says("brokenWhy"));
    } else {
      this.end(upload, "refused", detail(body) ?? this.says("brokenWhy"));
    }
  }

  private postpone(upload: Upload, words: string, seconds: number): void {
    const wait = Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, LONGEST_PAUSE) : PAUSE;
    upload.request = undefined;
    clearTimeout(this.pause);
    this.pause = setTimeout(() => {
      this.pause = undefined;
      this.next();
    }, wait * 1_000);
    this.end(upload, "waiting", words);
  }

  private end(upload: Upload, phase: Phase, words: string): void {
    upload.phase = phase;
    upload.words = words;
    this.draw(upload);
    this.next();
  }

  /** Puts the card of a new asset first in the grid, from where it keeps itself up to date. */
  private async show(asset: Told): Promise<void> {
    const cards = document.getElementById("cards");
    if (!cards) return;
    const answer = await send(at(`/library/${asset.id}/card`)).catch(() => undefined);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const card = page.getElementById(`card-${asset.id}`);
    if (!card || document.getElementById(card.id)) return;
    card.classList.add("fresh");
    cards.prepend(card);
    htmx.process(card);
    document.querySelector("[data-while-empty]")?.remove();
  }

  /** Has the numbers beside the list brought up to date, once for all that happens until then. */
  private recount(): void {
    this.counting ??= setTimeout(() => void this.count(), COUNT_AFTER);
  }

  private async count(): Promise<void> {
    this.counting = undefined;
    const answer = await send(location.href, { headers: { Accept: "text/html" } }).catch(() => undefined);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelectorAll(".facets .num");
    document.querySelectorAll(".facets .num").forEach((number, place) => {
      number.textContent = now[place]?.textContent ?? number.textContent;
    });
  }

  /** Looks at the asset until it is settled, at most three minutes. */
  private async watch(upload: Upload, id: string): Promise<void> {
    for (let look = 0; look < LOOKS; look++) {
      const state = upload.asset?.state;
      if (state !== "received" && state !== "cataloging") return;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
      const answer = await fetch(at(`/api/assets/${id}`), { headers: { Accept: "application/json" } }).catch(() => undefined);
      const told: unknown = answer?.ok ? await answer.json() : undefined;
      if (isTold(told)) {
        if (told.state !== state) this.recount();
        upload.asset = { ...told, duplicate: upload.asset?.duplicate ?? false };
        if (told.state === "failed") upload.words = told.reason ?? "";
        this.draw(upload);
      }
    }
  }

  private sum(): void {
    this.tray.hidden = this.uploads.length === 0;
    const open = this.uploads.filter((upload) => upload.open);
    const counted = this.uploads.filter(({ phase }) => phase !== "refused" && phase !== "cancelled");
    const all = counted.reduce((sum, { file }) => sum + file.size, 0);
    const sent = counted.reduce((sum, { file, open: still, sent: bytes }) => sum + (still ? bytes : file.size), 0);
    this.head.textContent = open.length
      ? this.says("head", String(this.uploads.length - open.length + 1), String(this.uploads.length))
      : this.says("done");
    this.bytes.textContent = open.length ? this.says("of", size(sent), size(all)) : "";
    this.whole.hidden = open.length === 0;
    this.whole.max = all || 1;
    this.whole.value = sent;
    this.whole.setAttribute("aria-label", this.head.textContent);
  }

  private draw(upload: Upload): void {
    const { line, file, phase } = upload;
    const name = document.createElement("div");
    name.className = "cut";
    const bold = document.createElement("b");
    bold.className = "fw-medium d-block cut";
    bold.dir = "auto";
    bold.textContent = file.name;
    name.append(bold);
    if (upload.words) {
      const words = document.createElement("span");
      words.className = phase === "refused" || upload.asset?.state === "failed" ? "tiny t-bad d-block text-wrap" : "tiny soft d-block text-wrap";
      words.dir = "auto";
      words.textContent = `${upload.words} `;
      if (upload.asset) {
        const look = document.createElement("a");
        look.href = at(`/library/${upload.asset.id}`);
        look.textContent = this.says("look");
        words.append(look);
      }
      name.append(words);
    }
    if (upload.rejected) name.append(this.question(upload, upload.rejected));
    const progress = document.createElement("div");
    progress.className = "pr";
    progress.append(...this.progress(upload));
    const acts = document.createElement("div");
    acts.className = "acts";
    acts.append(...this.acts(upload));
    const focused = line.contains(document.activeElement);
    line.replaceChildren(this.thumb(upload), name, progress, acts);
    if (focused) line.querySelector("button")?.focus();
  }

  /** Asks, in the line of the file, why a rejected file should be approved now. */
  private question(upload: Upload, asset: string): HTMLElement {
    const form = document.createElement("form");
    form.className = "stack stack-6 mt-1";
    const label = document.createElement("label");
    label.className = "form-label";
    label.htmlFor = `reopen-${asset}`;
    label.textContent = this.says("reason");
    const reason = document.createElement("textarea");
    reason.className = "form-control";
    reason.id = label.htmlFor;
    reason.rows = 2;
    reason.maxLength = 1000;
    reason.required = true;
    const button = document.createElement("button");
    button.className = "btn btn-plain btn-sm";
    button.textContent = this.says("ask");
    const problem = small("", "small t-bad");
    problem.setAttribute("role", "alert");
    const look = document.createElement("a");
    look.className = "small";
    look.href = at(`/library/${asset}`);
    look.textContent = this.says("look");
    const acts = document.createElement("div");
    acts.className = "row-x wrap";
    acts.append(button, look);
    form.append(label, reason, acts, problem);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      button.disabled = true;
      void this.reopen(upload, asset, reason.value).then((words) => {
        button.disabled = false;
        problem.textContent = words;
      });
    });
    return form;
  }

  /** Asks for approval again. What went wrong in words; empty when nothing did. */
  private async reopen(upload: Upload, asset: string, reason: string): Promise<string> {
    const answer = await send(at(`/api/assets/${asset}/reopen`), {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json, application/problem+json" },
      body: JSON.stringify({ reason }),
    }).catch(() => undefined);
    const body = answer ? parsed(await answer.text()) : undefined;
    if (!answer?.ok || !isTold(body)) return detail(body) ?? this.says("brokenWhy");
    upload.asset = body;
    upload.rejected = undefined;
    this.end(upload, "done", this.says("asked"));
    return "";
  }

  private thumb(upload: Upload): HTMLElement {
    const thumb = document.createElement("span");
    thumb.className = "thumb";
    const type = upload.file.type;
    thumb.append(
      sign(type.startsWith("video/") ? "video" : type.startsWith("image/") ? "photo" : "file-text"),
    );
    return thumb;
  }

  private progress(upload: Upload): (Node | string)[] {
    switch (upload.phase) {
      case "waiting":
        return [small(this.says("waiting"), "tiny quiet")];
      case "sending": {
        const bar = document.createElement("progress");
        bar.max = upload.file.size;
        bar.value = upload.sent;
        bar.setAttribute("aria-label", upload.file.name);
        return [bar, small(this.says("of", size(upload.sent), size(upload.file.size)), "tiny quiet num")];
      }
      case "sent":
        return [small(this.says("sent"), "tiny quiet")];
      case "done":
        return [upload.asset?.duplicate ? worded("link", this.says("linked"), "small t-good") : this.chip(upload.asset)];
      case "refused":
        return [worded("circle-x", this.says("refused"), "small t-bad")];
      case "broken":
        return [worded("alert-triangle", this.says("broken"), "small t-warn")];
      case "cancelled":
        return [small(this.says("cancelled"), "small quiet")];
    }
  }

  private chip(asset: Told | undefined): HTMLElement {
    const state = asset?.state ?? "received";
    const looks: Record<string, [string, string]> = {
      received: ["", "inbox"],
      cataloging: ["chip-info", "scan"],
      cataloged: ["", "list-check"],
      approved: ["chip-good", "rubber-stamp"],
      rejected: ["chip-bad", "circle-x"],
      failed: ["chip-bad", "alert-triangle"],
    };
    const [tone, icon] = looks[state] ?? ["", "inbox"];
    const chip = document.createElement("span");
    chip.className = `chip ${tone}`;
    chip.append(sign(icon), this.says(state));
    return chip;
  }

  private acts(upload: Upload): HTMLElement[] {
    if (upload.phase === "sent") return [];
    if (upload.phase === "waiting" || upload.phase === "sending") {
      return [
        this.button("x", "cancel", upload, () => {
          if (upload.request) upload.request.abort();
          else this.end(upload, "cancelled", "");
        }),
      ];
    }
    const dismiss = this.button("x", "dismiss", upload, () => {
      this.uploads.splice(this.uploads.indexOf(upload), 1);
      upload.line.remove();
      this.sum();
    });
    if (upload.phase !== "broken" && upload.phase !== "cancelled") return [dismiss];
    return [
      this.button("refresh", "retry", upload, () => {
        upload.phase = "waiting";
        upload.words = "";
        upload.request = undefined;
        this.draw(upload);
        this.next();
      }),
      dismiss,
    ];
  }

  private button(icon: string, key: string, upload: Upload, act: () => void): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-ghost btn-sm btn-icon-only";
    button.setAttribute("aria-label", `${this.says(key)}: ${isolated(upload.file.name)}`);
    button.title = this.says(key);
    button.append(sign(icon));
    button.addEventListener("click", act);
    return button;
  }

  private says(key: string, ...values: string[]): string {
    const text = this.element.dataset[`says${key.charAt(0).toUpperCase()}${key.slice(1)}`] ?? "";
    return text.replace(/\{(\d)\}/g, (_, n: string) => values[Number(n)] ?? "");
  }
}

/** Decimal units, as the pages show them: `5.8 MB`. */
export function size(bytes: number): string {
  const units = ["bytes", "KB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${value.toLocaleString("en", { maximumFractionDigits: digits })} ${units[unit]}`;
}

function sign(icon: string): HTMLElement {
  const sign = document.createElement("i");
  sign.className = `i i-${icon}`;
  sign.setAttribute("aria-hidden", "true");
  return sign;
}

function worded(icon: string, words: string, style: string): HTMLElement {
  const box = small("", style);
  const mark = sign(icon);
  mark.classList.add("i-s");
  box.append(mark, ` ${words}`);
  return box;
}

function small(words: string, style: string): HTMLElement {
  const box = document.createElement("span");
  box.className = style;
  box.textContent = words;
  return box;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a proxy answered, not the product
  }
}

function isTold(body: unknown): body is Told {
  return typeof body === "object" && body !== null && "id" in body && "state" in body;
}

function isRejected(body: unknown): body is Rejected {
  return (
    typeof body === "object" &&
    body !== null &&
    "type" in body &&
    body.type === "/problems/asset-rejected" &&
    "asset" in body &&
    "detail" in body
  );
}

function detail(body: unknown): string | undefined {
  return typeof body === "object" && body !== null && "detail" in body && typeof body.detail === "string"
    ? body.detail
    : undefined;
}
