import { NativeSelect, Textarea, TextInput, type TextInputProps } from "@mantine/core";
import type { ChangeEvent } from "react";

interface FieldProps<T extends string = string> {
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly testId?: string;
}

interface TextProps extends FieldProps {
  /** Characters. */
  readonly most?: number | undefined;
}

const inputOf = (props: FieldProps) => ({
  label: props.label,
  description: props.hint,
  value: props.value,
  error: props.error,
  "data-testid": props.testId,
  onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
    props.onChange(event.currentTarget.value),
});

/** So that lines side by side stand at one height. */
const hintBelow: TextInputProps = {
  inputWrapperOrder: ["label", "input", "description", "error"],
};

export function LineField(props: TextProps & { readonly type?: "text" | "url" }) {
  return (
    <TextInput
      {...inputOf(props)}
      {...hintBelow}
      type={props.type ?? "text"}
      maxLength={props.most ?? 200}
      autoComplete="off"
    />
  );
}

export function AreaField(props: TextProps & { readonly rows?: number }) {
  return <Textarea {...inputOf(props)} maxLength={props.most ?? 4_000} rows={props.rows ?? 4} />;
}

/** A date and time by the reader's clock, or with `day` a day alone. */
export function MomentField(props: FieldProps & { readonly day?: boolean }) {
  return (
    <TextInput
      {...inputOf(props)}
      {...hintBelow}
      type={props.day === true ? "date" : "datetime-local"}
    />
  );
}

interface SelectOption<T extends string> {
  readonly value: T;
  readonly label: string;
}

/** One of many, as the browser's own list. */
export function SelectField<T extends string>(
  props: FieldProps<T> & { readonly options: readonly SelectOption<T>[] },
) {
  return (
    <NativeSelect
      size="md"
      label={props.label}
      description={props.hint}
      value={props.value}
      error={props.error}
      data={[...props.options]}
      data-testid={props.testId}
      onChange={(event) => {
        const chosen = props.options.find(({ value }) => value === event.currentTarget.value);
        if (chosen !== undefined) props.onChange(chosen.value);
      }}
    />
  );
}

/** The options of a closed list, by its words. */
export function optionsOf<T extends string>(
  words: Readonly<Record<T, string>>,
): readonly SelectOption<T>[] {
  return (Object.keys(words) as T[]).map((value) => ({ value, label: words[value] }));
}

type TextKeys<W> = { [K in keyof W]: W[K] extends string ? K : never }[keyof W];

/** Fields by the key that a draft has for their value, and the form's words for their label. */
export function fieldsOf<D, W>(form: {
  readonly draft: D;
  readonly words: W;
  readonly faults: Readonly<Partial<Record<keyof D, string | undefined>>> | undefined;
  readonly testId: string;
  readonly change: (change: Partial<D>) => void;
}) {
  return <K extends keyof D & TextKeys<W> & string>(key: K, name: string = key) => ({
    label: String(form.words[key]),
    value: form.draft[key],
    error: form.faults?.[key],
    testId: `${form.testId}-${name}`,
    onChange: (value: D[K]) => form.change({ [key]: value } as unknown as Partial<D>),
  });
}
