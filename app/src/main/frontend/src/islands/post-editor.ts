/**
 * The editor of a post: counts as one types, shows the post as the feed will, chooses pictures in a dialog, and warns
 * before typing gets lost. All of it works without: the form has every field, and the button that opens the dialog is
 * one that saves and leads to a page with pictures.
 *
 *     <div data-island="post-editor" data-version="3" data-pictures="/posts/pictures?brand=…" data-says-…="…">
 *       <form id="editor"> <textarea data-text="feed" data-limit="2000"> <b data-count> <ol data-picked> … </form>
 *       <div data-preview> … </div> <dialog id="picker"> … </dialog> </div>
 */
import { filled, graphemes } from "../graphemes";
import { Autosave, clock, mayOutlive } from "../autosave";
import { at, csrf } from "../http";
import { onKeydown } from "../key-events";
import { send } from "../session";
import { isBlank, strip } from "../text";

export function mount(element: HTMLElement): void {
  const form = element.querySelector<HTMLFormElement>("#editor");
  if (!form) return;
  const editor = new Editor(element, form);
  editor.start();
}

class Editor {
  private dirty = false;
  private leaving = false;
  private autosave: Autosave;

  constructor(
    private readonly element: HTMLElement,
    private readonly form: HTMLFormElement,
  ) {
    this.autosave = this.autosaving();
  }

  private autosaving(): Autosave {
    return new Autosave(
      (signal, keepalive) => this.keep(signal, keepalive),
      (outcome, answer) => {
        const says = this.element.dataset;
        const refused = answer?.status === 409 ? says.saysClosed : says.saysRefused; // submitted meanwhile
        const words = outcome === "kept" ? says.saysKept : outcome === "offline" ? says.saysOffline : refused;
        this.write("[data-saved-words]", (words ?? "").replace("{0}", clock(new Date().toISOString())));
      },
    );
  }

  private stay(): void {
    this.leaving = false;
    this.autosave = this.autosaving();
  }

  start(): void {
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("submit", () => this.leave());
    for (const other of this.element.querySelectorAll("[data-leaves]")) other.addEventListener("submit", () => this.leave());
    window.addEventListener("pageshow", (event) => {
      if (event.persisted && this.leaving) this.stay(); // back in the history, with the page as it was left
    });
    this.form.addEventListener("click", (event) => this.pressed(event));
    this.element.querySelector("[data-open-picker]")?.addEventListener("click", (event) => {
      event.preventDefault();
      this.openPicker();
    });
    for (const field of this.form.querySelectorAll<HTMLInputElement>('[name="slot.date"], [name="slot.time"], [name="slot.zone"]')) {
      field.addEventListener("input", () => this.forgetHour());
    }
    window.addEventListener("beforeunload", (event) => {
      if (this.dirty && !this.leaving && !this.autosave.done) event.preventDefault();
    });
    onKeydown(document, (event) => this.keyed(event));
    this.meters();
    const wrong = this.element.querySelector<HTMLElement>("#clash, #errors, #obstacles");
    (wrong ?? this.element.querySelector<HTMLElement>('[aria-invalid="true"]'))?.focus();
    if (this.element.querySelector("#clash, #errors") || this.typedBefore()) this.changed();
  }

  /** Whether typing was faster than this island. */
  private typedBefore(): boolean {
    const texts = this.form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("textarea, input:not([type]), input[type=text]");
    return [...texts].some((text) => text.value !== text.defaultValue);
  }

  /** The form is sent or discarded: nothing may warn, and nothing that is older may be kept after it. */
  private leave(): void {
    this.leaving = true;
    this.autosave.stop();
  }

  private keep(signal: AbortSignal, keepalive: boolean): Promise<Response> {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) if (typeof value === "string") fields.append(name, value);
    const { base } = this.element.dataset;
    if (base) fields.set("version", base); // or a reload would hide that somebody else has saved since
    const key = fields.get("key");
    const here = new URL(location.href);
    if (key && here.searchParams.get("draft") !== key) {
      here.searchParams.set("draft", key);
      here.searchParams.set("brand", fields.get("brand") ?? "");
      if (here.pathname.endsWith("/posts/new")) history.replaceState(history.state, "", here); // a reload finds it again
    }
    const body = fields.toString();
    return fetch(at(this.element.dataset.autosave ?? ""), {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json", ...csrf() },
      body,
      signal,
      keepalive: keepalive && mayOutlive(body),
      redirect: "manual", // it would lead to the sign-in page
    });
  }

  private changed(): void {
    this.dirty = true;
    this.autosave.changed();
    const says = this.element.dataset;
    this.write("[data-saved-words]", says.saysDirty ?? "");
    this.element.querySelector("[data-saved] .i")?.classList.replace("i-circle-check", "i-pencil");
    const version = Number(says.version ?? 0);
    this.write("[data-submit-words]", (says.saysSubmit ?? "").replace("{0}", String(version + 1)));
    this.write("[data-writing-words]", (says.saysWriting ?? "").replace("{0}", String(version + 1)));
    this.meters();
    this.preview();
  }

  private meters(): void {
    for (const text of this.form.querySelectorAll<HTMLTextAreaElement>("[data-text]")) {
      const meter = text.parentElement?.querySelector<HTMLElement>(".meter");
      if (meter) tell(meter, graphemes(text.value), Number(text.dataset.limit), this.element.dataset);
    }
  }

  private preview(): void {
    const place = this.element.querySelector<HTMLElement>("[data-preview]");
    if (!place) return;
    for (const text of this.form.querySelectorAll<HTMLTextAreaElement>("[data-text]")) {
      const sheet = place.querySelector(`[data-channel="${CSS.escape(text.dataset.text ?? "")}"]`);
      const words = sheet?.querySelector(".tx");
      if (words) words.textContent = text.value;
      if (sheet instanceof HTMLElement) showPictures(sheet, this.rows(), this.element.dataset);
    }
  }

  private rows(): HTMLElement[] {
    return [...this.form.querySelectorAll<HTMLElement>("[data-picked] > li")];
  }

  private pressed(event: Event): void {
    const button = (event.target as HTMLElement).closest<HTMLElement>("[data-remove], [data-up]");
    const row = button?.closest("li");
    if (!button || !row) return;
    event.preventDefault();
    const next = row.nextElementSibling ?? row.previousElementSibling;
    if (button.matches("[data-up]")) row.previousElementSibling?.before(row);
    else row.remove();
    this.renumber();
    const focus = button.matches("[data-up]") ? button : next?.querySelector<HTMLElement>("[data-remove]");
    (focus ?? this.element.querySelector<HTMLElement>("[data-open-picker]"))?.focus();
    this.changed();
  }

  private renumber(): void {
    renumber(this.rows());
    const none = this.form.querySelector<HTMLElement>("[data-none]");
    if (none) none.hidden = this.rows().length > 0;
  }

  private openPicker(): void {
    const dialog = this.element.querySelector<HTMLDialogElement>("#picker");
    const query = dialog?.querySelector<HTMLInputElement>("[data-picker-q]");
    if (!dialog || !query) return;
    if (!dialog.dataset.ready) {
      dialog.dataset.ready = "";
      let timer = 0;
      query.addEventListener("input", () => {
        clearTimeout(timer);
        timer = window.setTimeout(() => void this.find(dialog, query.value), 200);
      });
      dialog.addEventListener("click", (event) => this.chosen(event, dialog));
    }
    dialog.showModal();
    query.focus();
    void this.find(dialog, query.value);
  }

  private async find(dialog: HTMLDialogElement, query: string, address?: string): Promise<void> {
    const list = dialog.querySelector("[data-picker-list]");
    const answer = await send(address ?? `${this.element.dataset.pictures ?? ""}&q=${encodeURIComponent(query)}`);
    if (!answer.ok || !list) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.getElementById("pictures-list");
    if (!found) return;
    const used = new Set(this.rows().map((row) => row.dataset.asset));
    for (const button of found.querySelectorAll<HTMLButtonElement>("[data-pick]")) {
      if (used.has(button.dataset.pick)) button.disabled = true;
    }
    list.replaceChildren(...found.childNodes);
  }

  private chosen(event: Event, dialog: HTMLDialogElement): void {
    const target = event.target as HTMLElement;
    const more = target.closest<HTMLAnchorElement>("[data-more]");
    if (more) {
      event.preventDefault();
      void this.find(dialog, "", more.href);
      return;
    }
    const button = target.closest<HTMLButtonElement>("[data-pick]");
    if (!button) return;
    event.preventDefault();
    const row = this.add(button.dataset.pick ?? "", button.dataset.title ?? "", button.dataset.alt ?? "", button.querySelector("img") !== null);
    dialog.close();
    this.changed();
    row?.querySelector("textarea")?.focus();
  }

  private add(id: string, title: string, alt: string, thumbnail: boolean): HTMLElement | undefined {
    const template = this.form.querySelector<HTMLTemplateElement>("#picture-row");
    const row = template?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined;
    if (!row) return undefined;
    row.dataset.asset = id;
    const image = row.querySelector("img");
    if (thumbnail) image?.setAttribute("src", at(`/api/assets/${encodeURIComponent(id)}/renditions/thumbnail`));
    const name = row.querySelector("[data-name]");
    if (name) name.textContent = title;
    row.querySelector<HTMLInputElement>('input[name="asset"]')?.setAttribute("value", id);
    const words = row.querySelector<HTMLTextAreaElement>("textarea");
    if (words) words.value = alt;
    this.form.querySelector("[data-picked]")?.append(row);
    this.renumber();
    return row;
  }

  /** Which of two equal hours was meant says nothing about another hour. */
  private forgetHour(): void {
    this.form.querySelector<HTMLInputElement>('[name="slot.offset"]')?.setAttribute("value", "");
    for (const choice of this.form.querySelectorAll<HTMLInputElement>('[name="slot.choice"]')) choice.checked = false;
  }

  private keyed(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const press = event.key === "s" ? "[data-save]" : event.key === "Enter" ? "[data-submit]" : undefined;
    if (!press || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    this.element.querySelector<HTMLButtonElement>(press)?.click();
  }

  private write(selector: string, words: string): void {
    const place = this.element.querySelector(selector);
    if (place) place.textContent = words;
  }
}

/** The count under a text, and what to do when it is too long. */
export function tell(meter: HTMLElement, count: number, limit: number, says: DOMStringMap): void {
  const number = meter.querySelector("[data-count]");
  if (number) number.textContent = filled(says.saysCount ?? "% / %", count, limit);
  const over = meter.querySelector("[data-over]");
  const words = count > limit ? filled(says.saysOver ?? "", count - limit) : "";
  if (over && over.textContent !== words) over.textContent = words;
  meter.classList.toggle("over", count > limit);
}

/** Ids and labels of the rows follow their order, so that messages about `assets[1].alt` find their field. */
export function renumber(rows: HTMLElement[]): void {
  rows.forEach((row, at) => {
    row.id = `assets[${at}].id`;
    const field = row.querySelector("textarea");
    if (field) field.id = `assets[${at}].alt`;
    row.querySelector("label")?.setAttribute("for", `assets[${at}].alt`);
  });
}

/** The pictures of the sheet, made anew from the rows of the form. */
export function showPictures(sheet: HTMLElement, rows: HTMLElement[], says: DOMStringMap): void {
  sheet.querySelector(".pv-pictures")?.remove();
  if (rows.length === 0) return;
  const place = document.createElement("div");
  place.className = rows.length > 1 ? "pv-pictures pv-several" : "pv-pictures";
  for (const row of rows) {
    const figure = document.createElement("figure");
    const alt = row.querySelector("textarea")?.value ?? "";
    const image = document.createElement("img");
    image.className = "ph";
    image.src = at(`/api/assets/${encodeURIComponent(row.dataset.asset ?? "")}/renditions/thumbnail`);
    image.alt = alt;
    const caption = document.createElement("figcaption");
    caption.className = "alt";
    const sign = document.createElement("b");
    sign.textContent = says.saysAlt ?? "";
    const words = document.createElement("span");
    words.dir = "auto";
    words.textContent = isBlank(alt) ? (says.saysNoAlt ?? "") : strip(alt);
    words.classList.toggle("t-warn", isBlank(alt));
    caption.append(sign, words);
    figure.append(image, caption);
    place.append(figure);
  }
  sheet.prepend(place);
}
