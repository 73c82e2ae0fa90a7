import type { ComponentPropsWithRef } from "react";

type Props = Omit<ComponentPropsWithRef<"button">, "type" | "className"> & {
  /** For screen readers, where its text says too little. */
  readonly label?: string | undefined;
  /** Classes beside `link`. */
  readonly look?: string;
  readonly testId?: string | undefined;
};

/** A button that looks like a link. */
export function LinkButton({ label, look, testId, ...rest }: Props) {
  return (
    <button
      type="button"
      className={look === undefined ? "link" : `link ${look}`}
      aria-label={label}
      data-testid={testId}
      {...rest}
    />
  );
}
