import { APIError } from "better-auth/api";
import { ProblemError, problemOf } from "../http/problem.ts";

/**
 * What better-auth answers when it is called directly. It tells a database that it can't ask as an
 * error of its own: that is an outage here, and never "nobody is signed in".
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
