import { type FocusEvent, type RefObject, useEffect, useRef } from "react";

interface RowFocus {
  readonly ref: RefObject<HTMLUListElement | null>;
  readonly onFocus: (event: FocusEvent) => void;
  readonly onBlur: (event: FocusEvent) => void;
}

/** In a list whose rows go while someone acts on them: the row that takes the place gets the focus. */
export function useRowFocus(ids: readonly string[]): RowFocus {
  const ref = useRef<HTMLUListElement>(null);
  const last = useRef<{ readonly element: Element; readonly index: number }>(undefined);
  const key = ids.join(" ");
  useEffect(() => {
    const { current: had } = last;
    if (had === undefined || had.element.isConnected) return;
    last.current = undefined;
    if (document.activeElement !== document.body) return;
    const rows = [...(ref.current?.children ?? [])];
    const next = rows[Math.min(had.index, rows.length - 1)];
    next?.querySelector("button")?.focus({ preventScroll: true });
  }, [key]);
  return {
    ref,
    onFocus: ({ target, currentTarget }) => {
      const index = [...currentTarget.children].findIndex((row) => row.contains(target));
      last.current = { element: target, index };
    },
    onBlur: ({ target }) => {
      if (target.isConnected) last.current = undefined;
    },
  };
}
