import { TextInput } from "@mantine/core";
import type { ComponentProps } from "react";

type Props = Omit<ComponentProps<typeof TextInput>, "value" | "onChange"> & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /**
   * Codes, addresses and links: they run from left to right, nothing corrects what was typed, and no
   * spelling service gets it.
   */
  readonly verbatim?: boolean;
  readonly testId?: string;
};

/** A field for a line of text, which no browser fills unless `autoComplete` says so. */
export function TextField({ onChange, verbatim, testId, ...rest }: Props) {
  return (
    <TextInput
      autoComplete="off"
      {...(verbatim === true ? { autoCapitalize: "none", spellCheck: false, dir: "ltr" } : {})}
      {...rest}
      data-testid={testId}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
