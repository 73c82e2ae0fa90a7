import { TextInput } from "@mantine/core";
import { type ReactNode, useId } from "react";
import { accountWords } from "../../i18n/account-words.ts";

interface FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  readonly testId: string;
}

export function EmailField(
  props: FieldProps & {
    readonly label?: string;
    readonly hint?: string;
    /** In the field for signing in, passkeys are offered too. */
    readonly complete: "username webauthn" | "email" | "off";
    /** Of a dialog: the field that has the focus first. */
    readonly focused?: boolean;
  },
) {
  return (
    <TextInput
      type="email"
      inputMode="email"
      label={props.label ?? accountWords.form.email}
      description={props.hint}
      value={props.value}
      error={props.error}
      autoComplete={props.complete}
      autoCapitalize="none"
      spellCheck={false}
      maxLength={254}
      data-testid={props.testId}
      data-autofocus={props.focused}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

export function NameField(props: FieldProps & { readonly hint?: string }) {
  return (
    <TextInput
      label={accountWords.form.name}
      description={props.hint}
      value={props.value}
      error={props.error}
      autoComplete="name"
      maxLength={80}
      data-testid={props.testId}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

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
