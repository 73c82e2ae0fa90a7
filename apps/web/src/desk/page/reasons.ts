import { deskWords } from "../../i18n/desk-words.ts";
import type { Said, Unhappy } from "../../ui/form/said.ts";
import { useAct } from "../../ui/form/use-act.ts";

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

/** As {@link useAct}, for what is done at the desk. */
export function useDeskAct<I, T>(
  act: (input: I) => Promise<Said<T>>,
  after: (value: T, input: I) => unknown,
) {
  return useAct(async (input: I) => withReason(await act(input)), after);
}
