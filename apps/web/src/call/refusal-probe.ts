import { type EndedBy, gateProblem, type Held } from "@graticule/api/meetings";
import type { Refusal } from "@graticule/api/problem";
import { endedBy } from "../join/ended-by.ts";

/** The gate's reason. */
export type Probed =
  | { readonly kind: "refused"; readonly refusal: Refusal }
  /** Has to wait in the lobby now. */
  | { readonly kind: "held"; readonly held: Held }
  | { readonly kind: "ended"; readonly by: EndedBy }
  /** The gate would let this connection in, or can't be reached: an ordinary failure. */
  | { readonly kind: "not-refused" };

/**
 * The address at which the gate answers "would I be let in?", from its signalling URL.
 * @internal
 */
export function probeUrl(gateUrl: string, token: string): string {
  const url = new URL("rtc/validate", gateUrl.endsWith("/") ? gateUrl : `${gateUrl}/`);
  url.protocol =
    url.protocol === "wss:" ? "https:" : url.protocol === "ws:" ? "http:" : url.protocol;
  url.searchParams.set("access_token", token);
  return url.toString();
}

/**
 * Reads the gate's answer. A refusal is only 403 or 451 with one, a hold only 403 with one, and an
 * end only 410.
 * @internal
 */
export function readProbe(status: number, body: unknown): Probed {
  const parsed = gateProblem.safeParse(body);
  if (!parsed.success) return { kind: "not-refused" };
  const { code, refusal, held } = parsed.data;
  if (status === 410 && code === "ended") return { kind: "ended", by: endedBy(parsed.data) };
  if (status === 403 && held !== undefined) return { kind: "held", held };
  const refused = (status === 403 || status === 451) && refusal !== undefined;
  return refused ? { kind: "refused", refusal } : { kind: "not-refused" };
}

/**
 * Asks the gate why a connection was cut. A browser's WebSocket hides the status and body of a
 * refused upgrade; a plain request shows both.
 */
export async function probeRefusal(gateUrl: string, token: string): Promise<Probed> {
  try {
    const response = await fetch(probeUrl(gateUrl, token), {
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(3_000),
    });
    if (response.ok) return { kind: "not-refused" };
    return readProbe(response.status, await response.json());
  } catch {
    return { kind: "not-refused" };
  }
}
