import { APIError } from "better-auth/api";
import { ProblemError, problemOf } from "../http/problem.ts";

/**
 * Awaits a direct call of better-auth. It reports an unreachable database as an error of its own:
 * here that is an outage, never "nobody is signed in".
 * @throws ProblemError `cannot-check`
 */
export async function orUnavailable<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof APIError && error.statusCode >= 500)
      throw new ProblemError(problemOf("cannot-check"));
    throw error;
  }
}
