/** The way of a subject through its model, as `GET /posts/{id}/way` tells it. */
export interface Step {
  id: string;
  name: string;
  type: string;
  since: string;
  until: string | null;
  candidates: string[];
  by: string | null;
  verdict: string | null;
}

export interface Way {
  model: string;
  modelVersion: number;
  bpmn: string;
  steps: Step[];
  flows: string[];
}

/** How each element of the diagram is drawn; what is not named stays neutral. */
export interface Paint {
  done: Set<string>;
  now: Set<string>;
  flows: Set<string>;
  visits: Map<string, Step[]>;
}

/** A step that was entered and not left is the current one, even when earlier rounds passed it. */
export function paint(way: Way): Paint {
  const visits = new Map<string, Step[]>();
  for (const step of way.steps) visits.set(step.id, [...(visits.get(step.id) ?? []), step]);
  const now = new Set([...visits].filter(([, steps]) => steps.some((step) => !step.until)).map(([id]) => id));
  const done = new Set([...visits.keys()].filter((id) => !now.has(id)));
  return { done, now, flows: new Set(way.flows), visits };
}

/** Who of the current step is shown on it: the innermost one that somebody works on. */
export function current(way: Way): Step | undefined {
  const open = way.steps.filter((step) => !step.until);
  return open.find((step) => step.type === "userTask") ?? open[open.length - 1];
}

/** The box around a diagram, fitted to a width: its scale, and the height that it then takes. */
export function fit(inner: { width: number; height: number }, width: number, padding: number, most: number): { scale: number; height: number } {
  const scale = Math.min(1, (width - 2 * padding) / Math.max(1, inner.width));
  return { scale, height: Math.min(most, Math.ceil(inner.height * scale) + 2 * padding) };
}
