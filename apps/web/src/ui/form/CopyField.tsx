import { useEffect, useId, useRef } from "react";
import { CopyTextButton } from "./CopyTextButton.tsx";

/** A link that can be selected and copied. */
export function CopyField(props: {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly testId: string;
  /** It appears where the reader may not be looking: it scrolls into view and takes the focus. */
  readonly arrives?: boolean;
}) {
  const id = useId();
  const whole = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const { arrives } = props;
  useEffect(() => {
    if (arrives !== true) return;
    input.current?.focus({ preventScroll: true });
    whole.current?.scrollIntoView({ block: "nearest" });
  }, [arrives]);
  return (
    <div ref={whole} className="stack gap-6">
      <label className="h2" htmlFor={id}>
        {props.label}
      </label>
      <div className="copy-field">
        <input
          ref={input}
          id={id}
          readOnly
          dir="ltr"
          value={props.value}
          data-testid={props.testId}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyTextButton variant="subtle" text={props.value} />
      </div>
      {props.hint === undefined ? null : <p className="small">{props.hint}</p>}
    </div>
  );
}
