import { deskWords } from "../../i18n/desk-words.ts";
import type { Said, Unhappy } from "../../ui/form/said.ts";
import { useAct } from "../../ui/form/use-act.ts";
import { type Faults, useChecked } from "../../ui/form/use-checked.ts";

type Reason = keyof typeof deskWords.reason;

const isReason = (text: string): text is Reason => Object.hasOwn(deskWords.reason, text);

/** Why the service refused, from the desk's closed list; undefined: for another reason. */
export function reasonOf(said: Unhappy): Reason | undefined {
  const reason = said.kind === "problem" ? said.problem.reason : undefined;
  return reason !== undefined && isReason(reason) ? reason : undefined;
}

/** An answer whose problem says its reason in a sentence of the desk. */
export function withReason<T>(said: Said<T>): Said<T> {
  if (said.kind !== "problem") return said;
  const reason = reasonOf(said);
  if (reason === undefined) return said;
  return { ...said, problem: { ...said.problem, detail: deskWords.reason[reason] } };
}

/** {@link useAct}, with the desk's sentences for refusals. */
export function useDeskAct<I, T>(
  act: (input: I, signal: AbortSignal) => Promise<Said<T>>,
  after: (value: T, input: I) => unknown,
) {
  return useAct(async (input: I, signal) => withReason(await act(input, signal)), after);
}

/** A form of the desk: `found` says what is wrong by field; it is sent once nothing is. */
export function useDeskForm<F extends Faults, T>(
  found: F,
  send: (signal: AbortSignal) => Promise<Said<T>>,
  onDone: (value: T) => unknown,
) {
  const act = useDeskAct((_: undefined, signal) => send(signal), onDone);
  const { faults, submit: onSubmit } = useChecked(found, () => act.run(undefined));
  return { act, faults, onSubmit };
}
