import { useMediaQuery } from "@mantine/hooks";
import { type CSSProperties, type KeyboardEvent, useMemo, useRef, useState } from "react";
import { gridWords } from "../i18n/grid-words.ts";
import { nameOfCode } from "../places/names.ts";
import { LinkButton } from "../ui/LinkButton.tsx";
import "./graticule.css";
import { gridColumns, gridRows, type Square, squareOf, squares } from "./layout.ts";
import type { Marks, PlaceMark } from "./marks.ts";
import { PartsList } from "./PartsList.tsx";
import { hasParts } from "./parts.ts";
import { directionOf, walk } from "./walk.ts";

export type Legend = readonly PlaceMark["state"][];

type StateWords = Readonly<Partial<Record<PlaceMark["state"], string>>>;

/** What it says of its squares. */
export interface GraticuleWords {
  readonly note: string;
  readonly partly: (place: string, state: string) => string;
  readonly state: StateWords;
  readonly legend: StateWords;
}

/**
 * The world as a fixed grid. With `onPick` a square can be chosen by click, Enter or Space. On a
 * phone it is a small picture above the list, which does the same.
 */
export function Graticule(props: {
  readonly marks: Marks;
  readonly legend: Legend;
  /** Names it to screen readers where a page has more than one. */
  readonly label?: string;
  /** Absent: it shows a rule. */
  readonly says?: GraticuleWords;
  readonly onPick?: (code: string) => void;
}) {
  const small = useMediaQuery("(max-width: 719px)", false, { getInitialValueInEffect: false });
  const [entered, setEntered] = useState<string | undefined>();
  const [shown, setShown] = useState<string | undefined>();
  const [opened, setOpened] = useState<string | undefined>();
  /** Whether the keyboard is used here: others need no hint about keys. */
  const [byKeys, setByKeys] = useState(false);
  const board = useRef<HTMLDivElement>(null);
  const current = entered ?? "FR";
  const says: GraticuleWords = props.says ?? gridWords.rule;
  const typed = useRef({ text: "", at: 0 });

  const focusOn = (code: string): void => {
    setEntered(code);
    board.current?.querySelector<HTMLElement>(`[data-code="${code}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = directionOf(event.key);
    if (direction !== undefined) {
      event.preventDefault();
      focusOn(walk(current, direction));
    } else if (/^\p{L}$/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const fresh = event.timeStamp - typed.current.at > 900;
      typed.current = {
        text: (fresh ? "" : typed.current.text) + event.key.toLowerCase(),
        at: event.timeStamp,
      };
      const found = findByName(typed.current.text, current);
      if (found !== undefined) focusOn(found);
    }
  };

  const close = (): void => {
    if (opened !== undefined) focusOn(opened);
    setOpened(undefined);
  };
  const seen = shown === undefined ? undefined : describe(shown, props.marks.get(shown), says);
  return (
    <figure className="graticule" data-small={small ? "true" : undefined}>
      <section
        ref={board}
        className="graticule-board"
        aria-label={props.label ?? gridWords.label}
        aria-hidden={small ? true : undefined}
        style={{ "--columns": gridColumns, "--rows": gridRows } as CSSProperties}
        onKeyDown={onKeyDown}
        onMouseLeave={() => setShown(undefined)}
        onFocus={({ target }) => setByKeys(target.matches(":focus-visible"))}
        onBlur={() => setByKeys(false)}
      >
        {squares.map((square) => (
          <Cell
            key={square.code}
            square={square}
            mark={props.marks.get(square.code)}
            says={says}
            reachable={!small && square.code === current}
            onPick={small ? undefined : props.onPick}
            onShow={setShown}
            onFocus={(code) => {
              setEntered(code);
              setShown(code);
            }}
          />
        ))}
      </section>
      <figcaption className="graticule-caption small">
        <span className="graticule-name" aria-hidden="true">
          {seen}
        </span>
        {props.onPick !== undefined && !small && entered !== undefined && hasParts(entered) ? (
          <LinkButton
            aria-expanded={opened === current}
            testId="open-parts"
            onClick={() => setOpened(opened === current ? undefined : current)}
          >
            {gridWords.parts(nameOfCode(current))}
          </LinkButton>
        ) : null}
        <LegendKeys legend={props.legend} says={says.legend} />
        <span className="graticule-note">
          {byKeys && props.onPick !== undefined ? gridWords.hint : says.note}
        </span>
      </figcaption>
      {opened === undefined || props.onPick === undefined || small ? null : (
        <PartsList country={opened} marks={props.marks} onPick={props.onPick} onClose={close} />
      )}
    </figure>
  );
}

function LegendKeys({ legend, says }: { readonly legend: Legend; readonly says: StateWords }) {
  return (
    <span className="graticule-legend">
      {legend.map((state) => (
        <span key={state} className="row">
          <span className="graticule-cell" data-state={state} aria-hidden="true" />
          {says[state]}
        </span>
      ))}
    </span>
  );
}

function describe(code: string, mark: PlaceMark | undefined, says: GraticuleWords): string {
  const name = nameOfCode(code);
  if (mark === undefined) return name;
  const state = says.state[mark.state] ?? "";
  return mark.part ? says.partly(name, state) : `${name}: ${state}`;
}

function Cell(props: {
  readonly square: Square;
  readonly mark: PlaceMark | undefined;
  readonly says: GraticuleWords;
  readonly reachable: boolean;
  readonly onPick: ((code: string) => void) | undefined;
  readonly onShow: (code: string) => void;
  readonly onFocus: (code: string) => void;
}) {
  const { mark, says } = props;
  const { code, row, column } = props.square;
  const pressed = mark === undefined ? false : mark.part ? "mixed" : true;
  const label = useMemo(() => `${code} ${describe(code, mark, says)}`, [code, mark, says]);
  return (
    <button
      type="button"
      className="graticule-cell"
      style={{ gridRow: row + 1, gridColumn: column + 1 }}
      data-code={code}
      data-state={mark?.state}
      data-part={mark?.part === true ? "true" : undefined}
      data-pick={props.onPick === undefined ? undefined : "true"}
      tabIndex={props.reachable ? 0 : -1}
      aria-label={label}
      aria-pressed={props.onPick === undefined ? undefined : pressed}
      onClick={() => props.onPick?.(code)}
      onMouseEnter={() => props.onShow(code)}
      onFocus={() => props.onFocus(code)}
    >
      {code}
    </button>
  );
}

/** The next place, after the current one, whose name begins with what was typed. */
function findByName(text: string, current: string): string | undefined {
  const from = squares.findIndex(({ code }) => code === squareOf(current)?.code);
  const start = text.length > 1 ? from : from + 1;
  for (let step = 0; step < squares.length; step += 1) {
    const square = squares[(start + step) % squares.length];
    if (square !== undefined && nameOfCode(square.code).toLowerCase().startsWith(text)) {
      return square.code;
    }
  }
  return undefined;
}
