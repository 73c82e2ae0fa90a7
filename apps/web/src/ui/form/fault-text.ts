import type { Problem } from "@graticule/api/problem";
import type { Answer } from "../../api/client.ts";
import type { SignInAnswer } from "../../api/sign-in.ts";
import { formWords } from "../../i18n/form-words.ts";

type Failed = Exclude<Answer<unknown> | SignInAnswer<unknown>, { kind: "ok" }>;

/** What an English page says of problems, by their code; of the others, that it failed. */
export type FaultWords = Readonly<Partial<Record<Problem["code"], string>>>;

/** What to say about a request that failed. `invalid` says which input was wrong. */
export function faultText(failed: Failed, words: FaultWords): string {
  if (failed.kind === "offline") return formWords.fault.offline;
  if (failed.kind === "fault") return formWords.fault.failed;
  const { code, problem } = failed;
  if (code === "invalid" && problem.errors !== undefined) {
    return problem.errors.map(({ detail }) => detail).join(" ");
  }
  return words[code] ?? formWords.fault[code === "too-many" ? code : "failed"];
}
