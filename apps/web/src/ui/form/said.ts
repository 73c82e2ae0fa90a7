import type { Answer } from "../../api/client.ts";
import type { SignInAnswer } from "../../api/sign-in.ts";
import type { SignInFault } from "../../api/sign-in-fault.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { type FaultWords, faultText } from "./fault-text.ts";

/** An answer of our own API or of the routes for signing in. */
export type Said<T> = Answer<T> | SignInAnswer<T>;
export type Unhappy = Exclude<Said<unknown>, { kind: "ok" }>;

const { fault, problem } = accountWords;

const accountFaults: FaultWords = {
  conflict: problem.conflict,
  unauthorized: fault["signed-out"],
  forbidden: problem.forbidden,
  "not-found": problem.notFound,
};

/** What went wrong with a request of an account's pages, as a sentence that says what to do. */
export function sayFault(failed: Unhappy): string {
  if (failed.kind === "fault") return fault[failed.fault];
  // Where the service says what stands against it, that helps more.
  const isExplained = failed.kind === "problem" && ["conflict", "forbidden"].includes(failed.code);
  return (isExplained ? failed.problem.detail : undefined) ?? faultText(failed, accountFaults);
}

/** Whether signing in (again) is what helps. */
export function wantsSignIn(failed: Unhappy): boolean {
  const faults: readonly SignInFault[] = ["not-fresh", "signed-out"];
  if (failed.kind === "fault") return faults.includes(failed.fault);
  return failed.kind === "problem" && failed.code === "unauthorized";
}
