import type { ReactNode } from "react";

/** A box to tick, with its words. */
export function Tick(props: {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly testId: string;
  readonly children: ReactNode;
}) {
  return (
    <label className="tick">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
        data-testid={props.testId}
      />
      {props.children}
    </label>
  );
}
