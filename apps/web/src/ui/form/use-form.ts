import type { Said } from "./said.ts";
import { useAct } from "./use-act.ts";
import { type Faults, useChecked } from "./use-checked.ts";

/** A form that is checked when it is sent, and sent once no field is wrong. */
export function useForm<F extends Faults, T>(form: {
  /** What is wrong now, by field. */
  readonly found: F;
  readonly send: () => Promise<Said<T>>;
  readonly onSent: (value: T) => unknown;
}) {
  const act = useAct(form.send, form.onSent);
  const { submit: onSubmit, ...checked } = useChecked(form.found, () => act.run(undefined));
  return { ...checked, act, onSubmit };
}
