import { type ReactNode, useId } from "react";
import type { Option } from "./Choice.tsx";
import "./described-choice.css";

interface Described<T extends string> extends Option<T> {
  /** What choosing it means, or why it can't be chosen. */
  readonly hint: string;
  readonly disabled?: boolean;
}

/** One of a few, each with what it means. Each label is `data-testid="<testId>-<value>"`. */
export function DescribedChoice<T extends string>(props: {
  readonly legend: ReactNode;
  readonly value: T;
  readonly options: readonly Described<T>[];
  readonly onChange: (value: T) => void;
  readonly testId: string;
  readonly disabled?: boolean;
}) {
  const name = useId();
  return (
    <fieldset className="described" disabled={props.disabled ?? false}>
      <legend>{props.legend}</legend>
      <div className="described-list">
        {props.options.map(({ value, label, hint, disabled = false }) => (
          <label key={value} className="described-item" data-testid={`${props.testId}-${value}`}>
            <input
              type="radio"
              name={name}
              value={value}
              disabled={disabled}
              checked={value === props.value}
              aria-describedby={`${name}-${value}`}
              onChange={() => props.onChange(value)}
            />
            <span className="described-text">
              <span>{label}</span>
              <span className="small" id={`${name}-${value}`}>
                {hint}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
