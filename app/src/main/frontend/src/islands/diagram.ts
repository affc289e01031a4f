/**
 * A model with the way that one subject took through it.
 *
 *     <div data-island="diagram" data-way="/posts/…/way" data-says-…="…"><ol class="bp-steps"> the same in words </ol></div>
 *
 * The taken path is green and thick, the current step violet with whoever has it; a click on a step, or the arrow keys,
 * say who, when and what. The list inside stays as the text for screen readers, and is all there is without scripts. The mark of bpmn.io
 * stays in its corner, as its licence asks. Drawn when its `<details>` is opened for the first time.
 */
import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js/dist/assets/bpmn-js.css";
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import { onKeydown } from "../key-events";
import { send } from "../session";
import { freshenTimes } from "../times";
import { current, fit, paint, type Paint, type Step, type Way } from "../way";

const GOOD = "var(--im-good)";
const NOW = "var(--im-accent-ink)";
const PADDING = 18;
const LABEL = 16; // px; a model of usual width is drawn at two thirds, and then this is still read
const MODELLED = 11; // px, for which the modeler measured the boxes of the labels
const REMEMBERED = "imprimatur.diagram";

interface Canvas {
  addMarker(id: string, marker: string): void;
  removeMarker(id: string, marker: string): void;
  viewbox(box?: unknown): { inner: { x: number; y: number; width: number; height: number } };
  zoom(step: number | "fit-viewport", center?: unknown): number;
  scroll(delta: { dx: number; dy: number }): void;
  resized(): void;
}

interface Element {
  id: string;
  type: string;
  parent?: unknown;
  x: number;
  y: number;
  width: number;
  waypoints?: { x: number }[];
  labelTarget?: Element;
  di: { set(name: string, value: string): void };
  businessObject: { name?: string };
}

interface Services {
  canvas: Canvas;
  elementRegistry: { get(id: string): Element | undefined; getAll(): Element[]; getGraphics(element: Element): SVGElement };
  graphicsFactory: { update(kind: string, element: Element, gfx: SVGElement): void };
  overlays: { add(id: string, overlay: unknown): void };
  eventBus: { on(event: string, listener: (event: { element: Element }) => void): void };
  zoomScroll: { toggle(on: boolean): void; stepZoom(delta: number): void };
}

export async function mount(element: HTMLElement): Promise<void> {
  const details = element.closest("details");
  if (details) {
    details.open = remembered(details);
    details.addEventListener("toggle", () => localStorage.setItem(REMEMBERED, details.open ? "open" : "closed"));
    if (!details.open) {
      details.addEventListener("toggle", () => void show(element), { once: true });
      return;
    }
  }
  await show(element);
}

async function show(element: HTMLElement): Promise<void> {
  const answer = await send(element.dataset.way ?? "", { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  await draw(element, (await answer.json()) as Way);
  element.classList.add("bp-drawn");
}

/** Open on wide screens and closed on phones, until somebody says otherwise. */
function remembered(details: HTMLDetailsElement): boolean {
  const choice = localStorage.getItem(REMEMBERED);
  return choice ? choice === "open" : details.open && matchMedia("(min-width: 768px)").matches;
}

async function draw(element: HTMLElement, way: Way): Promise<void> {
  const frame = document.createElement("div");
  frame.className = "bp-canvas";
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", label(element, way));
  frame.tabIndex = 0;
  const says = document.createElement("p");
  says.className = "bp-says quiet";
  says.setAttribute("role", "status");
  says.textContent = element.dataset.saysHint ?? "";
  element.prepend(frame, says);

  const viewer = new NavigatedViewer({
    container: frame,
    bpmnRenderer: { defaultFillColor: "var(--im-surface)", defaultStrokeColor: "var(--im-line-strong)", defaultLabelColor: "var(--im-ink-2)" },
    textRenderer: { defaultStyle: { fontFamily: "Inter Variable, system-ui, sans-serif", fontSize: 17 }, externalStyle: { fontSize: LABEL } },
    keyboard: { bind: false },
  } as ConstructorParameters<typeof NavigatedViewer>[0]);
  await viewer.importXML(way.bpmn);
  const get = <K extends keyof Services>(name: K): Services[K] => viewer.get(name) as Services[K];
  widen(get);
  const drawn = paint(way);
  colour(get, drawn);
  avatar(get, way);
  const canvas = get("canvas");
  get("zoomScroll").toggle(false); // or the page could not be scrolled over it
  const fitted = (): void => fitTo(canvas, frame);
  fitted();
  tools(element, frame, get("zoomScroll"), fitted);
  explain(element, frame, get, drawn, says);
  frame.querySelector("svg")?.setAttribute("tabindex", "-1"); // its frame is the one stop for the keyboard
  new ResizeObserver(() => fitted()).observe(element);
}

/**
 * Labels are larger here than in the modeler, so their boxes grow: around their middle, or away from what they stand
 * beside. Words stay whole.
 */
function widen(get: <K extends keyof Services>(name: K) => Services[K]): void {
  const registry = get("elementRegistry");
  for (const label of registry.getAll()) {
    if (!label.labelTarget) continue;
    const width = (label.width * LABEL) / MODELLED + 8;
    if (!beside(label, label.labelTarget)) label.x -= (width - label.width) / 2;
    label.width = width;
    get("graphicsFactory").update("shape", label, registry.getGraphics(label));
  }
}

/** Whether a label stands at the right of its element, or of the first stretch of its flow when that runs upright. */
export function beside(label: { x: number }, target: { x: number; width: number; waypoints?: { x: number }[] }): boolean {
  const [from, to] = target.waypoints ?? [];
  return from && to ? from.x === to.x && label.x > from.x : label.x >= target.x + target.width / 2;
}

/** Colours go into the model's own colouring, so that arrow heads take them too; as variables, so that themes switch. */
function colour(get: <K extends keyof Services>(name: K) => Services[K], drawn: Paint): void {
  const registry = get("elementRegistry");
  const paintOne = (id: string, stroke: string, fill: string | null, text: string, marker: string): void => {
    const element = registry.get(id);
    if (!element) return;
    element.di.set("bioc:stroke", stroke);
    if (fill && element.type !== "bpmn:SubProcess") element.di.set("bioc:fill", fill);
    get("graphicsFactory").update(element.waypoints ? "connection" : "shape", element, registry.getGraphics(element));
    get("canvas").addMarker(id, marker);
    const name = registry.get(`${id}_label`);
    if (name) {
      name.di.set("color:label-color", text);
      get("graphicsFactory").update("shape", name, registry.getGraphics(name));
    }
  };
  for (const flow of drawn.flows) paintOne(flow, GOOD, null, "var(--im-ink)", "bp-done");
  for (const id of drawn.done) paintOne(id, GOOD, "var(--im-good-bg)", "var(--im-ink)", "bp-done");
  for (const id of drawn.now) paintOne(id, NOW, "var(--im-accent-soft)", "var(--im-accent-ink)", "bp-now");
}

function avatar(get: <K extends keyof Services>(name: K) => Services[K], way: Way): void {
  const step = current(way);
  const element = step && get("elementRegistry").get(step.id);
  if (!step || !element || step.type !== "userTask") return;
  const who = document.createElement("span");
  who.className = "who bp-who";
  const name = step.by ?? step.candidates[0] ?? "";
  who.textContent = (name.split(":").pop() ?? "").slice(0, 2).toUpperCase();
  get("overlays").add(step.id, { position: { top: -10, right: 12 }, html: who });
}

function fitTo(canvas: Canvas, frame: HTMLElement): void {
  const { inner } = canvas.viewbox();
  const size = fit(inner, frame.clientWidth, PADDING, 460);
  if (frame.clientWidth === 0) return;
  frame.style.height = `${size.height}px`;
  canvas.resized();
  canvas.viewbox({
    x: inner.x - (frame.clientWidth / size.scale - inner.width) / 2,
    y: inner.y - (size.height / size.scale - inner.height) / 2,
    width: frame.clientWidth / size.scale,
    height: size.height / size.scale,
  });
}

function tools(element: HTMLElement, frame: HTMLElement, zoom: Services["zoomScroll"], fitted: () => void): void {
  const bar = document.createElement("div");
  bar.className = "bp-tools";
  const button = (icon: string, words: string | undefined, press: () => void): void => {
    const one = document.createElement("button");
    one.type = "button";
    one.className = "btn btn-sm btn-icon-only";
    one.setAttribute("aria-label", words ?? "");
    one.title = words ?? "";
    const sign = document.createElement("i");
    sign.className = `i i-s ${icon}`;
    sign.setAttribute("aria-hidden", "true");
    one.append(sign);
    one.addEventListener("click", press);
    bar.append(one);
  };
  button("i-zoom-in", element.dataset.saysIn, () => zoom.stepZoom(1));
  button("i-zoom-out", element.dataset.saysOut, () => zoom.stepZoom(-1));
  button("i-arrow-autofit-width", element.dataset.saysFit, fitted);
  frame.append(bar);
}

function explain(
  element: HTMLElement,
  frame: HTMLElement,
  get: <K extends keyof Services>(name: K) => Services[K],
  drawn: Paint,
  says: HTMLElement,
): void {
  const steps = get("elementRegistry")
    .getAll()
    .filter((one) => one.parent && !one.waypoints && !one.labelTarget && one.businessObject?.name)
    .sort((one, other) => one.x - other.x || one.y - other.y);
  let chosen: Element | undefined;
  const choose = (one: Element | undefined): void => {
    if (!one) return;
    if (chosen) get("canvas").removeMarker(chosen.id, "bp-chosen");
    chosen = one;
    get("canvas").addMarker(one.id, "bp-chosen");
    says.classList.remove("quiet");
    says.replaceChildren(...worded(one.businessObject.name ?? "", drawn.visits.get(one.id) ?? [], element.dataset));
    freshenTimes(says);
  };
  for (const one of steps) get("canvas").addMarker(one.id, "bp-click");
  get("eventBus").on("element.click", ({ element: clicked }) => {
    choose(steps.find((one) => one === (clicked.labelTarget ?? clicked)));
  });
  onArrow(frame, (by) => {
    const here = chosen ?? steps.find((one) => drawn.now.has(one.id));
    choose(steps[Math.min(steps.length - 1, Math.max(0, (here ? steps.indexOf(here) : -1) + (chosen ? by : 0)))]);
  });
}

/** Calls `move` when the left or the right arrow is pressed in the frame itself. */
export function onArrow(frame: HTMLElement, move: (by: 1 | -1) => void): void {
  onKeydown(frame, (event) => {
    if (event.target !== frame || (event.key !== "ArrowRight" && event.key !== "ArrowLeft")) return;
    event.preventDefault();
    move(event.key === "ArrowRight" ? 1 : -1);
  });
}

/** Who had a step, when, and what they said; one sentence per visit. Text only. */
export function worded(name: string, visits: Step[], says: DOMStringMap): Node[] {
  const title = document.createElement("b");
  title.textContent = name;
  if (visits.length === 0) return [title, new Text(` · ${says.saysNever ?? ""}`)];
  const nodes: Node[] = [title];
  for (const visit of visits) {
    const who = visit.by ? `@${visit.by}` : visit.candidates.map((one) => one.split(":").pop() ?? one).join(", ");
    const verdict = visit.verdict ? says[camel(`says-${visit.verdict.toLowerCase()}`)] : undefined;
    const time = document.createElement("time");
    time.dateTime = visit.until ?? visit.since;
    time.dataset.mine = visit.until ? "" : "since";
    time.dataset.zone = "-";
    time.textContent = time.dateTime;
    nodes.push(new Text(` · ${[who, verdict].filter(Boolean).join(" ")}${who || verdict ? ", " : ""}${visit.until ? "" : `${says.saysSince ?? ""} `}`), time);
  }
  return nodes;
}

function camel(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function label(element: HTMLElement, way: Way): string {
  const step = current(way);
  return [element.dataset.saysLabel, step && `${element.dataset.saysNow ?? ""}: ${step.name}`].filter(Boolean).join(", ");
}
