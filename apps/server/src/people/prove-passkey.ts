import { APIError } from "better-auth/api";
import type { FastifyRequest } from "fastify";
import { type ClientAddressOf, takeOrRefuse } from "../http/limits.ts";
import type { Auth } from "./auth.ts";
import type { GuessLimits } from "./guess-limits.ts";
import { orUnavailable } from "./or-unavailable.ts";
import { hasUserVerification } from "./user-verification.ts";

export type ProvePasskey = ReturnType<typeof createProvePasskey>;

/**
 * Makes the function that says whose passkey, with user verification, answered this browser's
 * latest challenge: a person's id, or undefined. Each challenge counts once.
 */
export function createProvePasskey(parts: {
  readonly auth: Auth;
  readonly guessLimits: Pick<GuessLimits, "work">;
  readonly addressOf: ClientAddressOf;
  readonly publicUrl: string;
}) {
  const { auth, guessLimits, addressOf, publicUrl } = parts;
  return async (request: FastifyRequest, response: object): Promise<string | undefined> => {
    takeOrRefuse(guessLimits.work, addressOf(request));
    if (!hasUserVerification({ response })) return undefined;
    const headers = new Headers({
      origin: new URL(publicUrl).origin,
      cookie: request.headers.cookie ?? "",
    });
    try {
      // better-auth checks its shape.
      const body = { response: response as never };
      const proved = await orUnavailable(auth.api.verifyPasskeyAuthentication({ body, headers }));
      // It also signs in: nobody gets that session.
      const { internalAdapter } = await auth.$context;
      await internalAdapter.deleteSession(proved.session.token);
      return proved.session.userId;
    } catch (error) {
      if (error instanceof APIError) return undefined;
      throw error;
    }
  };
}
