import type { FastifyReply, FastifyRequest } from "fastify";
import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import type { ClientAddressOf } from "../http/limits.ts";
import type { SessionGuard } from "../http/session.ts";
import type { TellOf } from "../mail/emails.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { Auth } from "./auth.ts";
import type { Body } from "./auth-forward.ts";
import type { ConcurrencyLimiter } from "./concurrency-limiter.ts";
import type { GuessLimits } from "./guess-limits.ts";
import type { KnownBrowsers } from "./known-browser.ts";
import type { PersonStore } from "./person-store.ts";
import type { SignUp } from "./sign-up.ts";

export interface AuthRouteParts {
  readonly auth: Auth;
  readonly signUp: SignUp;
  /** For what holds a connection of the database while a password is worked on. */
  readonly passwordTurns: ConcurrencyLimiter;
  readonly guessLimits: GuessLimits;
  readonly knownBrowsers: KnownBrowsers;
  readonly mailer: Pick<Mailer, "kind">;
  readonly persons: Pick<PersonStore, "find" | "changedAt" | "ofSignIn" | "signInStamp">;
  readonly db: Kysely<Database>;
  readonly guard: Pick<SessionGuard, "find">;
  readonly tellOf: TellOf;
  readonly addressOf: ClientAddressOf;
  readonly publicUrl: string;
}

/** A request for one of better-auth's routes. */
export interface AuthAsked {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly body: Body;
  readonly parts: AuthRouteParts;
}

/** Empty: it holds no such text. */
export function textOf(body: Body, name: string): string {
  const value = body[name];
  return typeof value === "string" ? value : "";
}
