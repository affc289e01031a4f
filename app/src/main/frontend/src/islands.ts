/**
 * Islands: what needs more than links, forms and htmx.
 *
 * An island `post-editor` is one file, `islands/post-editor.ts`, with a test beside it. It exports
 * `mount(element: HTMLElement): void | Promise<void>` and is fetched only by pages that hold
 * `<div data-island="post-editor" data-…="…">`. What is inside the element is what people without scripts see; the
 * island takes it over. Values come in as `data-` attributes or in a `<template>`; nothing is put in by inline scripts.
 */
export interface Island {
  mount(element: HTMLElement): void | Promise<void>;
}

const known = import.meta.glob<Island>(["./islands/*.ts", "!./islands/*.test.ts"]);
const mounted = new WeakSet<Element>();

/** Mounts every island at or below `root` that is not mounted yet. */
export function mountIslands(root: ParentNode, islands: Record<string, () => Promise<Island>> = known): void {
  const found = [...root.querySelectorAll<HTMLElement>("[data-island]")];
  if (root instanceof HTMLElement && root.dataset.island) found.push(root);
  for (const element of found) {
    const load = islands[`./islands/${element.dataset.island}.ts`];
    if (!load || mounted.has(element)) continue;
    mounted.add(element);
    load()
      .then((island) => island.mount(element))
      .then(
        () => element.setAttribute("data-mounted", ""),
        (problem: unknown) => {
          mounted.delete(element);
          reportError(problem);
        },
      );
  }
}
