import { IconX } from "@tabler/icons-react";
import { useEffect, useId, useRef } from "react";
import { gridWords } from "../i18n/grid-words.ts";
import { nameOfCode } from "../places/names.ts";
import type { Marks } from "./marks.ts";
import { partsOf } from "./parts.ts";

/** A country's subdivisions, opened from its square: each can be chosen as the squares can. */
export function PartsList(props: {
  readonly country: string;
  readonly marks: Marks;
  readonly onPick: (code: string) => void;
  readonly onClose: () => void;
}) {
  const { country, marks, onPick, onClose } = props;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector("button")?.focus(), [country]);
  return (
    <section
      className="graticule-parts"
      aria-labelledby={id}
      data-testid="parts"
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <div className="row spread">
        <h3 className="h2" id={id}>
          {gridWords.parts(nameOfCode(country))}
        </h3>
        <button
          type="button"
          className="pick-remove"
          aria-label={gridWords.closeParts}
          onClick={onClose}
        >
          <IconX size={16} />
        </button>
      </div>
      <div className="graticule-parts-list" ref={list}>
        {partsOf(country).map(({ code, name }) => {
          const state = marks.get(code)?.state;
          return (
            <button
              key={code}
              type="button"
              className="graticule-part"
              data-state={state}
              data-testid={`part-${code}`}
              aria-pressed={state !== undefined}
              onClick={() => onPick(code)}
            >
              <span className="graticule-cell" data-state={state} aria-hidden="true" />
              {name}
            </button>
          );
        })}
      </div>
    </section>
  );
}
