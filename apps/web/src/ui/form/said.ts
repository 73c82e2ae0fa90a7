import type { Answer } from "../../api/client.ts";
import type { SignInAnswer } from "../../api/sign-in.ts";
import type { SignInFault } from "../../api/sign-in-fault.ts";
import { accountWords } from "../../i18n/account-words.ts";

/** An answer of our own API or of the routes for signing in. */
export type Said<T> = Answer<T> | SignInAnswer<T>;
export type Unhappy = Exclude<Said<unknown>, { kind: "ok" }>;

/** What went wrong with a request of these pages, as a sentence that says what to do. */
export function sayFault(said: Unhappy): string {
  const { fault, problem } = accountWords;
  if (said.kind === "fault") return fault[said.fault];
  if (said.kind === "offline") return fault.offline;
  switch (said.code) {
    case "too-many":
      return fault["too-many"];
    case "conflict":
      // Where the service says what stands against it, that helps more.
      return said.problem.detail ?? problem.conflict;
    case "invalid":
      return said.problem.errors?.map(({ detail }) => detail).join(" ") ?? fault.failed;
    case "unauthorized":
      return fault["signed-out"];
    case "forbidden":
      return said.problem.detail ?? problem.forbidden;
    case "not-found":
      return problem.notFound;
    case "ended":
    case "refused":
    case "cannot-check":
    case "internal":
      return fault.failed;
  }
}

/** Whether signing in (again) is what helps. */
export function wantsSignIn(said: Unhappy): boolean {
  const faults: readonly SignInFault[] = ["not-fresh", "signed-out"];
  if (said.kind === "fault") return faults.includes(said.fault);
  return said.kind === "problem" && said.code === "unauthorized";
}
