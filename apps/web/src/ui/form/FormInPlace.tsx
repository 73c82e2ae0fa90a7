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
    close: (said?: string): void => {
      setDraft(undefined);
      setDone(said);
    },
  };
}

/** What a form in place calls when it is over. */
export interface FormEnd<V> {
  readonly onDone: (value: V) => Promise<void>;
  readonly onCancel: () => void;
}

/** A button, the form that takes its place, and below what became of it. */
export function FormInPlace<T, V>(props: {
  readonly form: ReturnType<typeof useFormInPlace<T>>;
  /** The draft that the button opens. */
  readonly blank: T;
  readonly button: string;
  readonly testId?: string;
  /** Asks for the page's data once more after the form was sent. */
  readonly again: () => Promise<void>;
  /** Said once it was sent; absent: nothing. */
  readonly sent?: (value: V) => string;
  readonly children: (draft: T, end: FormEnd<V>) => ReactNode;
}) {
  const { draft, done, open, close } = props.form;
  const onDone = async (value: V): Promise<void> => {
    const said = props.sent?.(value);
    await props.again();
    close(said);
  };
  return (
    <>
      {draft === undefined ? (
        <div>
          <Button variant="default" onClick={() => open(props.blank)} data-testid={props.testId}>
            {props.button}
          </Button>
        </div>
      ) : (
        props.children(draft, { onDone, onCancel: () => close() })
      )}
      <DoneLine text={done} />
    </>
  );
}
