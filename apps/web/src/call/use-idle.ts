import { useEffect, useState } from "react";

/**
 * Whether there was no pointer, touch or key for `afterMs`. If something was hidden by then
 * (`isHidden`), the touch that ends it does nothing else. A mouse moves before it clicks.
 */
export function useIdle(afterMs: number, isHidden: () => boolean): boolean {
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    let isIdle = false;
    const rest = (): void => {
      isIdle = true;
      setIdle(true);
    };
    let timer = setTimeout(rest, afterMs);
    const wake = ({ type }: Event): void => {
      if (isIdle && type === "pointerdown" && isHidden()) swallowClick();
      isIdle = false;
      setIdle(false);
      clearTimeout(timer);
      timer = setTimeout(rest, afterMs);
    };
    const events = ["pointermove", "pointerdown", "keydown", "focusin"] as const;
    const options = { capture: true, passive: true };
    for (const event of events) window.addEventListener(event, wake, options);
    return () => {
      clearTimeout(timer);
      for (const event of events) window.removeEventListener(event, wake, options);
    };
  }, [afterMs, isHidden]);
  return idle;
}

/** Longer than a touch that is no long press. */
const clickComesWithinMs = 700;

function swallowClick(): void {
  const controller = new AbortController();
  const { signal } = controller;
  const abort = (): void => controller.abort();
  const swallow = (event: Event): void => {
    event.preventDefault();
    event.stopPropagation();
    abort();
  };
  window.addEventListener("click", swallow, { capture: true, signal });
  window.addEventListener("pointerdown", abort, { capture: true, signal });
  setTimeout(abort, clickComesWithinMs);
}
