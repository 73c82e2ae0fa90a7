import type { App } from "./app.ts";

type Security = readonly Readonly<Record<string, readonly string[]>>[];

/** Those who may call a route, each with what the OpenAPI document says that they prove it by. */
const securityOf = {
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
  /** Likewise, in the URL: a browser sends no header when it opens an event stream. The handler asks. */
  follower: undefined,
  /** An account's API key. */
  backend: [{ apiKey: [] }],
  /** Either. */
  "backend-or-person": [{ session: [] }, { apiKey: [] }],
  /** The session of an administrator, the token of metrics, or this machine where it may. The handler asks. */
  monitor: [{ session: [] }, { metricsToken: [] }],
} as const satisfies Readonly<Record<string, Security | undefined>>;

/** Who may call a route. */
export type Caller = keyof typeof securityOf;

interface DeclaredRoute {
  readonly method: string;
  /** As it was registered, with `:parameters`. */
  readonly url: string;
  readonly caller: Caller;
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** Who may call this route. All of the API, and of the OpenAPI document, must say so. */
    readonly caller?: Caller;
  }
  interface FastifyInstance {
    /** The routes that say who may call them. */
    readonly declaredRoutes: readonly DeclaredRoute[];
  }
}

/**
 * Makes routes say who may call them; the OpenAPI document has it from there. Must be called before the
 * routes are registered: one that says nothing, or contradicts itself, throws.
 */
export function declareCallers(app: App): void {
  const declared: DeclaredRoute[] = [];
  app.decorate("declaredRoutes", declared);
  app.addHook("onRoute", (route) => {
    const { method, url, schema, config: { caller } = {} } = route;
    if (schema?.security !== undefined) {
      throw new Error(`${method} ${url}: what it takes follows from \`caller\``);
    }
    if (caller === undefined) {
      // Files are hidden, and for everyone.
      if (schema?.hide === true && !url.startsWith("/api/")) return;
      throw new Error(`${method} ${url} does not say who may call it`);
    }
    for (const one of [method].flat()) declared.push({ method: one, url, caller });
    const security = securityOf[caller];
    if (security !== undefined) route.schema = { ...schema, security };
  });
}
