/**
 * Listens to keys. While an input method composes text (Japanese, Chinese, Korean, dead keys, many phone keyboards) its
 * keys belong to the input method: Enter confirms a candidate, Escape discards it. So key handlers are registered with
 * `onKeydown` and `onKeyup`, which leave those events out; ESLint refuses `addEventListener` with a key event elsewhere.
 */
const PROCESSED_BY_INPUT_METHOD = 229; // Safari ends a composition before it sends the key, with this code alone

/** Whether a key event belongs to an input method. */
export function composing(event: Event): boolean {
  return event instanceof KeyboardEvent && (event.isComposing || event.keyCode === PROCESSED_BY_INPUT_METHOD);
}

/** Calls `listener` for each key pressed in `target`, except while an input method composes. */
export function onKeydown(target: EventTarget, listener: (event: KeyboardEvent) => void): void {
  listen(target, "keydown", listener);
}

/** Calls `listener` for each key released in `target`, except while an input method composes. */
export function onKeyup(target: EventTarget, listener: (event: KeyboardEvent) => void): void {
  listen(target, "keyup", listener);
}

function listen(target: EventTarget, type: string, listener: (event: KeyboardEvent) => void): void {
  target.addEventListener(type, (event) => {
    if (event instanceof KeyboardEvent && !composing(event)) listener(event);
  });
}
