import type { Unvouched, Waiting } from "@graticule/api/hosting";
import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { hostingWords } from "../../i18n/hosting-words.ts";
import { useCall } from "../call-parts.ts";
import { unreadMs } from "./read-rows.ts";

type Row = Pick<Waiting, "joinId" | "name" | "asks" | "because"> | Unvouched;

interface ReadList {
  /** For the element that holds the rows and everything clickable about them. */
  readonly on: {
    readonly onPointerDownCapture: () => void;
    readonly onKeyDownCapture: (event: KeyboardEvent) => void;
  };
  /**
   * A click on one row: runs `act` if it had been read when the click began, else shows a notice.
   */
  readonly clicked: (row: Row, act: () => void) => void;
  /** A click about all rows: runs `act` with those read, or shows a notice if none were. */
  readonly clickedAll: <T extends Row>(
    rows: readonly T[],
    act: (read: readonly T[]) => void,
  ) => void;
}

/** All that a voucher covers, and that an act on the row depends on. */
function saysOf(row: Row): string {
  const { identity, signatureKey } = "identity" in row ? row : (row.asks ?? {});
  return JSON.stringify([row.name, identity, signatureKey, "because" in row ? row.because : ""]);
}

/** Limits clicks in a list of people to rows that had been read. Others have `data-unread`. */
export function useReadRows(
  list: "waiting" | "unvouched",
  ref: RefObject<HTMLUListElement | null>,
  rows: readonly Row[],
): ReadList {
  const { readRows, board } = useCall();
  const measure = useRef<(() => void) | undefined>(undefined);
  const idOf = ({ joinId }: Row): string => `${list} ${joinId}`;
  useLayoutEffect(() => {
    let timer: number | undefined;
    const draw = (): void => {
      const elements = [...(ref.current?.children ?? [])].filter(
        (one) => one instanceof HTMLElement,
      );
      const drawn = rows.flatMap((row, at) => {
        const element = elements[at];
        if (element === undefined) return [];
        const { offsetTop: top, offsetHeight } = element;
        return [{ id: idOf(row), says: saysOf(row), top, bottom: top + offsetHeight }];
      });
      const mark = (): void => {
        const nowMs = performance.now();
        for (const [at, row] of drawn.entries()) {
          elements[at]?.toggleAttribute("data-unread", !readRows.isRead(row.id, nowMs));
        }
      };
      readRows.drawn(list, drawn, performance.now());
      mark();
      clearTimeout(timer);
      timer = window.setTimeout(mark, unreadMs + 1);
    };
    draw();
    measure.current = draw;
    // What grows or goes above the rows moves them without drawing them.
    const moves = new ResizeObserver(draw);
    const end = ref.current?.offsetParent;
    for (let at: Element | null = ref.current; at !== null && at !== end; at = at.parentElement) {
      moves.observe(at);
    }
    return () => {
      moves.disconnect();
      clearTimeout(timer);
    };
  });
  useEffect(() => () => readRows.drawn(list, [], performance.now()), [list, readRows]);
  const seenBy = (about: "row" | "all") => readRows.clicked(performance.now(), about);
  const tellOfChange = (): void =>
    board.tell({ key: "rows-changed", text: hostingWords.rowsChanged, lang: "en" });
  return {
    on: {
      onPointerDownCapture: () => {
        measure.current?.();
        readRows.begin(performance.now(), "pointer");
      },
      onKeyDownCapture: (event) => {
        // A key held down is not one click after another.
        if (event.repeat && event.key === "Enter") event.preventDefault();
        else if (!event.repeat) readRows.begin(performance.now(), "key");
      },
    },
    clicked: (row, act) => {
      if (seenBy("row").has(idOf(row))) act();
      else tellOfChange();
    },
    clickedAll: (all, act) => {
      const seen = seenBy("all");
      const read = all.filter((row) => seen.has(idOf(row)));
      if (read.length > 0) act(read);
      else tellOfChange();
    },
  };
}
