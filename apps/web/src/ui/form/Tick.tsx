import { type ReactNode, useId } from "react";

/** A box to tick; `hint` says in a sentence what it means. */
export function Tick(props: {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly hint?: string;
  readonly invalid?: boolean;
  readonly testId: string;
  readonly children: ReactNode;
}) {
  return (
    <label className="tick">
      <input
        type="checkbox"
        aria-invalid={props.invalid === true ? true : undefined}
        checked={props.checked}
        data-testid={props.testId}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span>{props.children}</span>
      {props.hint === undefined ? null : <span className="small">{props.hint}</span>}
    </label>
  );
}

/** Several of a few. Each box is `data-testid="<testId>-<value>"`. */
export function Ticks<T extends string>(props: {
  readonly legend: string;
  readonly options: readonly {
    readonly value: T;
    readonly label: ReactNode;
    readonly hint?: string;
  }[];
  readonly chosen: readonly T[];
  readonly onChange: (chosen: readonly T[]) => void;
  readonly error?: string | undefined;
  readonly testId: string;
}) {
  const id = useId();
  const wrong = props.error !== undefined;
  return (
    <fieldset className="ticks" aria-describedby={wrong ? id : undefined}>
      <legend className="h2">{props.legend}</legend>
      {props.options.map(({ value, label, hint }) => (
        <Tick
          key={value}
          checked={props.chosen.includes(value)}
          testId={`${props.testId}-${value}`}
          invalid={wrong}
          {...(hint === undefined ? {} : { hint })}
          onChange={(checked) =>
            props.onChange(
              checked ? [...props.chosen, value] : props.chosen.filter((other) => other !== value),
            )
          }
        >
          {label}
        </Tick>
      ))}
      {wrong ? (
        <p className="error" id={id}>
          {props.error}
        </p>
      ) : null}
    </fieldset>
  );
}
