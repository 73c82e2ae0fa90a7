import type { OnDoubt } from "@graticule/api/rules";
import { useId } from "react";
import { hostWords } from "../i18n/host-words.ts";

const choices: readonly OnDoubt[] = ["admit", "ask", "hold", "refuse"];

/** What happens to whoever's place can't be told, each choice with what it means. */
export function DoubtChoice(props: {
  readonly value: OnDoubt;
  readonly onChange: (value: OnDoubt) => void;
}) {
  const name = useId();
  return (
    <fieldset className="doubt">
      <legend className="h2">{hostWords.rule.onDoubt}</legend>
      <div className="doubt-list">
        {choices.map((value) => (
          <label key={value} className="doubt-item" data-testid={`on-doubt-${value}`}>
            <input
              type="radio"
              name={name}
              value={value}
              checked={value === props.value}
              aria-describedby={`${name}-${value}`}
              onChange={() => props.onChange(value)}
            />
            <span className="doubt-text">
              <span>{hostWords.rule.doubt[value]}</span>
              <span className="small" id={`${name}-${value}`}>
                {hostWords.rule.doubtHint[value]}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
