import { TextInput, type TextInputProps } from "@mantine/core";

type Props = Omit<TextInputProps, "value" | "onChange" | "type"> & {
  /** NaN: the field is empty. */
  readonly value: number;
  readonly onChange: (value: number) => void;
};

/** A field for a whole number. */
export function NumberField({ value, onChange, ...rest }: Props) {
  return (
    <TextInput
      {...rest}
      type="number"
      inputMode="numeric"
      step={rest.step ?? 1}
      value={Number.isNaN(value) ? "" : value}
      onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
    />
  );
}
