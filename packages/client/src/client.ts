import createOpenApiClient, { type Client } from "openapi-fetch";
import type { paths } from "./contract.ts";

/** Every route of the service by method and path, with its parameters, bodies and answers. */
export type GraticuleClient = Client<paths>;

export interface GraticuleClientOptions {
  /** Where the service is, such as `https://meet.example.org`. */
  readonly url: string;
  /** An account's key, for rooms and their rules; browsers send their session by themselves. */
  readonly key?: { readonly id: string; readonly secret: string };
  /** Another fetch than the usual one. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/**
 * A client whose types are those of the service's own OpenAPI document. An answer has `data` or
 * `error`, a problem as in RFC 9457, and the `response`; only a lost connection throws.
 *
 *     const client = createGraticuleClient({ url, key });
 *     await client.PUT("/api/rooms/{room}/rule", {
 *       params: { path: { room: "lecture" } },
 *       body: { deny: [{ kind: "place", code: "DE" }] },
 *     });
 *
 * `@graticule/client/contract` has the types of bodies and answers by their names, such as
 * `RuleInput` and `MeetingRule`.
 */
export function createGraticuleClient(options: GraticuleClientOptions): GraticuleClient {
  const { url, key, fetch } = options;
  return createOpenApiClient<paths>({
    baseUrl: url,
    headers: key === undefined ? {} : { authorization: `Basic ${btoa(`${key.id}:${key.secret}`)}` },
    ...(fetch === undefined ? {} : { fetch }),
  });
}
