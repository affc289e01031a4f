/**
 * Listens to keys. While an input method composes text (Japanese, Chinese, Korean, dead keys, many phone keyboards) its
 * keys belong to the input method: Enter confirms a candidate, Escape discards it. So key handlers are registered with
 * `onKeydown` and `onKeyup`, which leave those events out; ESLint refuses `addEventListener` with a key event elsewhere.
 */
type Listener = (event: KeyboardEvent) => void;

const PROCESSED_BY_INPUT_METHOD = 229; // Safari ends a composition before it sends the key, with this code alone

/** Whether a key event belongs to an input method. */
export function composing(event: Event): boolean {
  return event instanceof KeyboardEvent && (event.isComposing || event.keyCode === PROCESSED_BY_INPUT_METHOD);
}

/** Calls `listener` for each key pressed in `target`, except while an input method composes. */
export function onKeydown(target: EventTarget, listener: Listener, options?: AddEventListenerOptions): void {
  listen(target, "keydown", listener, options);
}

/** Calls `listener` for each key released in `target`, except while an input method composes. */
export function onKeyup(target: EventTarget, listener: Listener, options?: AddEventListenerOptions): void {
  listen(target, "keyup", listener, options);
}

function listen(target: EventTarget, type: string, listener: Listener, options: AddEventListenerOptions | undefined): void {
  const outsideComposition = (event: Event): void => {
    if (event instanceof KeyboardEvent && !composing(event)) listener(event);
  };
  target.addEventListener(type, outsideComposition, options);
}
