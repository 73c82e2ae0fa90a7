import { z } from "zod";
import { moment } from "./formats.ts";
import { inertText } from "./text.ts";

/** A password: long rather than odd; at most 128 characters. */
export const password = z.string().min(10).max(128);

/**
 * POST /api/setup: exchanges the one-time link's secret for the administrator's account and session
 * (a cookie): 204. 401 `unauthorized`: no such link. 409 `conflict`: used. Only this makes an
 * administrator.
 */
export const setupInput = z.object({
  token: z.string().min(1).max(200),
  name: inertText(80),
  email: z.email().max(254),
  password,
  /** Whom people who come here can ask; goes into the settings. */
  contact: inertText(300).optional(),
});
export type SetupInput = z.infer<typeof setupInput>;

/** Who may make an account: nobody, those with an invitation, or everyone. */
export const signUpMode = z.enum(["closed", "invitation", "open"]);
export type SignUpMode = z.infer<typeof signUpMode>;

/** What the operator can do to a person's account at the machine. */
export const operatorActKind = z.enum([
  "reset-link",
  "key-added",
  "key-removed",
  "seats-allowed",
  "seats-refused",
]);
export type OperatorActKind = z.infer<typeof operatorActKind>;

/**
 * One that waits, or took effect within the last 30 days. `POST
 * /api/account/operator-acts/{id}/stop` stops one that waits: 204; 409 `conflict`: it is too late.
 */
export const operatorAct = z.object({
  id: z.uuid(),
  kind: operatorActKind,
  /** Which key; absent unless it is about one. */
  keyId: z.string().optional(),
  state: z.enum(["waiting", "done"]),
  /** When it takes effect at the earliest, or took effect. */
  at: moment,
});
export type OperatorAct = z.infer<typeof operatorAct>;

/** A signed-in person as the pages need them. */
export const person = z.object({
  id: z.string(),
  name: z.string(),
  email: z.email(),
  emailVerified: z.boolean(),
  administrator: z.boolean(),
  secondFactor: z.boolean(),
  /** Whether they hold a role at the desk. */
  desk: z.boolean(),
  /** What the operator does to this account at the machine. Absent: nothing. */
  operatorActs: z.array(operatorAct).optional(),
});
export type Person = z.infer<typeof person>;

/** GET /api/session. All else of signing in is better-auth's own, below `/api/auth/`. */
export const session = z.object({
  /** Whether the set-up link was used: before, nobody can do anything. */
  setUp: z.boolean(),
  signUp: signUpMode,
  /** Absent: nobody is signed in. */
  person: person.optional(),
});
export type Session = z.infer<typeof session>;
