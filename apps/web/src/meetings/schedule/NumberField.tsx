import type { ComponentProps } from "react";
import { TextField } from "../../ui/form/TextField.tsx";

type Props = Omit<ComponentProps<typeof TextField>, "value" | "onChange" | "type"> & {
  /** NaN: the field is empty. */
  readonly value: number;
  readonly onChange: (value: number) => void;
};

/** A field for a whole number. */
export function NumberField({ value, onChange, ...rest }: Props) {
  return (
    <TextField
      step={1}
      {...rest}
      type="number"
      inputMode="numeric"
      value={Number.isNaN(value) ? "" : String(value)}
      onChange={(text) => onChange(text === "" ? Number.NaN : Number(text))}
    />
  );
}
