import { type FormEvent, useState } from "react";
import { focusFirstFault } from "./check-fields.ts";

/** What is wrong, by field; undefined: nothing. */
export type Faults = Readonly<Record<string, string | undefined>>;

/** A form that says what is wrong when it is sent, and from then on until nothing is. */
interface Checked<F extends Faults> {
  /** Undefined: it is not the time to say anything. */
  readonly faults: F | undefined;
  readonly submit: (event: FormEvent<HTMLFormElement>) => void;
  readonly clear: () => void;
}

/** `found`: what is wrong now. Sending leads to the first such field, or, where there is none, to `run`. */
export function useChecked<F extends Faults>(found: F, run: () => void): Checked<F> {
  const [shown, setShown] = useState(false);
  return {
    faults: shown ? found : undefined,
    submit(event) {
      event.preventDefault();
      const wrong = Object.values(found).some((fault) => fault !== undefined);
      setShown(wrong);
      if (wrong) focusFirstFault(event.currentTarget);
      else run();
    },
    clear: () => setShown(false),
  };
}
