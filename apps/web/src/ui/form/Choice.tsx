import { type ReactNode, useId } from "react";

export interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
}

/** One of a few, as a row of native radio buttons. Each label is `data-testid="<testId>-<value>"`. */
export function Choice<T extends string>(props: {
  readonly legend: ReactNode;
  readonly value: T;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
  readonly testId: string;
  readonly disabled?: boolean;
}) {
  const name = useId();
  return (
    <fieldset className="choice" disabled={props.disabled ?? false}>
      <legend className="h2">{props.legend}</legend>
      <div className="choice-row">
        {props.options.map(({ value, label }) => (
          <label key={value} className="choice-item" data-testid={`${props.testId}-${value}`}>
            <input
              type="radio"
              name={name}
              value={value}
              checked={value === props.value}
              onChange={() => props.onChange(value)}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
