import type { Answer } from "../../api/client.ts";
import { formWords } from "../../i18n/form-words.ts";

/** An answer that brought nothing. */
type Failed = Exclude<Answer<unknown>, { kind: "ok" }>;
type Code = Extract<Failed, { kind: "problem" }>["code"];

/** What a page that is English says of problems, by their code; of the others, that it failed. */
export type FaultWords = Readonly<Partial<Record<Code, string>>>;

/** What to say about a request that brought nothing. `invalid` says which input was wrong. */
export function faultText(answer: Failed, words: FaultWords): string {
  if (answer.kind === "offline") return formWords.fault.offline;
  const { code, problem } = answer;
  if (code === "invalid" && problem.errors !== undefined) {
    return problem.errors.map(({ detail }) => detail).join(" ");
  }
  return words[code] ?? formWords.fault[code === "too-many" ? code : "failed"];
}
