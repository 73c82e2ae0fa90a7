import { type ReactNode, useId } from "react";
import "./described-choice.css";

interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
  /** What choosing it means, or why it can't be chosen. */
  readonly hint?: string;
  readonly disabled?: boolean;
}

/** Options by their words. */
export const choices = <const T extends string>(
  values: readonly T[],
  labels: Readonly<Record<NoInfer<T>, string>>,
  hints?: Readonly<Record<NoInfer<T>, string>>,
): readonly Option<T>[] =>
  values.map((value) => ({
    value,
    label: labels[value],
    ...(hints !== undefined && { hint: hints[value] }),
  }));

/**
 * One of a few, by native radio buttons: a row that looks like one control, or, where each option has a hint, a list.
 * Each label is `data-testid="<testId>-<value>"`.
 */
export function Choice<T extends string>(props: {
  readonly legend: ReactNode;
  /** Undefined: none is chosen yet. */
  readonly value: T | undefined;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
  readonly testId: string;
  readonly disabled?: boolean;
  /** What the chosen one means: a sentence below the row. */
  readonly meaning?: ReactNode;
}) {
  const name = useId();
  const look = props.options.some(({ hint }) => hint !== undefined) ? "described" : "choice";
  const choice = (
    <fieldset className={look} disabled={props.disabled ?? false}>
      <legend className="h2">{props.legend}</legend>
      <div className={`${look}-row`}>
        {props.options.map(({ value, label, hint, disabled = false }) => (
          <label key={value} className={`${look}-item`} data-testid={`${props.testId}-${value}`}>
            <input
              type="radio"
              name={name}
              value={value}
              disabled={disabled}
              checked={value === props.value}
              aria-describedby={hint === undefined ? undefined : `${name}-${value}`}
              onChange={() => props.onChange(value)}
            />
            {hint === undefined ? (
              label
            ) : (
              <span className="described-text">
                <span>{label}</span>
                <span className="small" id={`${name}-${value}`}>
                  {hint}
                </span>
              </span>
            )}
          </label>
        ))}
      </div>
    </fieldset>
  );
  if (props.meaning === undefined) return choice;
  return (
    <div className="stack choice-meant">
      {choice}
      <p className="small" aria-live="polite">
        {props.meaning}
      </p>
    </div>
  );
}
