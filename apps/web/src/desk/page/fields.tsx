import { NativeSelect, Textarea, TextInput } from "@mantine/core";

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly most?: number;
  readonly testId: string;
}

/** What explains a line stands below it, so that lines side by side stand at one height. */
const below = ["label", "input", "description", "error"] as const;

/** A line of text. */
export function LineField(props: FieldProps & { readonly type?: "text" | "url" | "email" }) {
  return (
    <TextInput
      inputWrapperOrder={[...below]}
      type={props.type ?? "text"}
      label={props.label}
      description={props.hint}
      value={props.value}
      error={props.error}
      maxLength={props.most ?? 200}
      autoComplete="off"
      data-testid={props.testId}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

/** Text of several lines. */
export function AreaField(props: FieldProps & { readonly rows?: number }) {
  return (
    <Textarea
      label={props.label}
      description={props.hint}
      value={props.value}
      error={props.error}
      maxLength={props.most ?? 4_000}
      rows={props.rows ?? 4}
      data-testid={props.testId}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

/** A date and time by the reader's clock, or with `day` a day alone. */
export function MomentField(props: FieldProps & { readonly day?: boolean }) {
  return (
    <TextInput
      inputWrapperOrder={[...below]}
      type={props.day === true ? "date" : "datetime-local"}
      label={props.label}
      description={props.hint}
      value={props.value}
      error={props.error}
      data-testid={props.testId}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

interface SelectOption<T extends string> {
  readonly value: T;
  readonly label: string;
}

/** One of many, as the browser's own list. */
export function SelectField<T extends string>(props: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly SelectOption<T>[];
  readonly onChange: (value: T) => void;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly testId: string;
}) {
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
