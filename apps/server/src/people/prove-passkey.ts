import { APIError } from "better-auth/api";
import type { FastifyRequest } from "fastify";
import { type ClientAddressOf, takeOrRefuse } from "../http/limits.ts";
import type { Auth } from "./auth.ts";
import type { GuessLimits } from "./guess-limits.ts";
import { orUnavailable } from "./or-unavailable.ts";
import { hasUserVerification } from "./user-verification.ts";

/** Whose passkey answered to a challenge of this browser: the id of a person; undefined: nobody's. */
export type ProvePasskey = (
  request: FastifyRequest,
  response: object,
) => Promise<string | undefined>;

export interface ProvePasskeyParts {
  readonly auth: Auth;
  readonly guessLimits: Pick<GuessLimits, "work">;
  readonly addressOf: ClientAddressOf;
  readonly publicUrl: string;
}

/**
 * Asks whose passkey answered to a challenge that this browser was given a moment ago: its owner gave a
 * PIN, a finger or a face, and each challenge counts once. Answers the person's id.
 */
export function createProvePasskey({
  auth,
  guessLimits,
  addressOf,
  publicUrl,
}: ProvePasskeyParts): ProvePasskey {
  return async (request, response) => {
    takeOrRefuse(guessLimits.work, addressOf(request));
    if (!hasUserVerification({ response })) return undefined;
    const headers = new Headers({
      origin: new URL(publicUrl).origin,
      cookie: request.headers.cookie ?? "",
    });
    try {
      // Its shape is for better-auth to check: whatever it is not proves nothing.
      const body = { response: response as never };
      const proved = await orUnavailable(auth.api.verifyPasskeyAuthentication({ body, headers }));
      // It also signs in: that session is given to no one.
      const { internalAdapter } = await auth.$context;
      await internalAdapter.deleteSession(proved.session.token);
      return proved.session.userId;
    } catch (error) {
      if (error instanceof APIError) return undefined;
      throw error;
    }
  };
}
