import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { DoneLine } from "./DoneLine.tsx";

/** Whether a form is open and with which draft, and what became of the last one. */
export function useFormInPlace<T>() {
  const [draft, setDraft] = useState<T | undefined>();
  const [done, setDone] = useState<string | undefined>();
  return {
    draft,
    done,
    open: (initial: T): void => {
      setDone(undefined);
      setDraft(initial);
    },
    /** `said`: that it was sent; absent: it was cancelled. */
    close: (said?: string): void => {
      setDraft(undefined);
      setDone(said);
    },
  };
}

/** A button, the form that takes its place, and below what became of it. */
export function FormInPlace<T>(props: {
  readonly form: ReturnType<typeof useFormInPlace<T>>;
  /** The draft that the button opens. */
  readonly blank: T;
  readonly button: string;
  readonly testId?: string;
  readonly children: (draft: T) => ReactNode;
}) {
  const { draft, done, open } = props.form;
  return (
    <>
      {draft === undefined ? (
        <div>
          <Button variant="default" onClick={() => open(props.blank)} data-testid={props.testId}>
            {props.button}
          </Button>
        </div>
      ) : (
        props.children(draft)
      )}
      <DoneLine text={done} />
    </>
  );
}
