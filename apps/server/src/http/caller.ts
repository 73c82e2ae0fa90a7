/** Alternatives of which one is enough, as OpenAPI writes them. */
export type Security = readonly Readonly<Record<string, readonly string[]>>[];

/** Those who may call a route, each with what the OpenAPI document says that they prove it by. */
export const securityOf = {
  /** Needs nothing. What comes along all the same, such as a session, is for the handler. */
  anyone: undefined,
  /** Who signs up, in or out, or changes how: better-auth asks, and what `people/auth-table.ts` adds. */
  "signing-in": undefined,
  /** Who is signed in: a session. */
  person: [{ session: [] }],
  /** The session of an administrator. */
  administrator: [{ session: [] }],
  /** The session of a member of the desk, with a second factor and begun lately. */
  staff: [{ session: [] }],
  /** The management link's secret, the session of the meeting's owner, or a join inside that may act as host. */
  host: [{ managementSecret: [] }, { session: [] }, { join: [] }],
  /** As `host`, but nobody from inside: they act as host for an hour, and consent to nothing that lasts. */
  organiser: [{ managementSecret: [] }, { session: [] }],
  /** The key of the join that the path names. */
  join: [{ joinKey: [] }],
  /** An account's API key. */
  backend: [{ apiKey: [] }],
  /** Either. */
  "backend-or-person": [{ session: [] }, { apiKey: [] }],
  /** The session of an administrator, the token of metrics, or this machine where it may. The handler asks. */
  monitor: [{ session: [] }, { metricsToken: [] }],
} as const satisfies Readonly<Record<string, Security | undefined>>;

/** Who may call a route. */
export type Caller = keyof typeof securityOf;
