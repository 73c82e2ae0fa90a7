import type { AppealInput, AppealMade, AppealStatus, PublicOrder } from "@graticule/api/appeals";
import { type Answer, answerOf, type Credential, how } from "./client.ts";

interface Asking {
  /** Absent: it is a GET. */
  readonly body?: unknown;
  readonly credential?: Credential | undefined;
}

async function call<T>(path: string, { body, credential }: Asking) {
  const { headers, ...others } = how({ credential });
  const posted = {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  const response = await fetch(path, {
    ...others,
    ...(body === undefined ? { headers } : posted),
  });
  const told: unknown = response.status === 204 ? undefined : await response.json();
  return response.ok ? { data: told as T, response } : { error: told, response };
}

/** One request of a route that the typed client does not have yet. */
export const ask = <T>(path: string, asking: Asking = {}): Promise<Answer<T>> =>
  answerOf<T>(call(path, asking));

/** `not-found`: there is no such order in force; `conflict`: its appeal is decided. */
export const makeAppeal = (body: AppealInput, credential?: Credential) =>
  ask<AppealMade>("/api/appeals", { body, credential });

/** By the secret of the private link. */
export const lookAtAppeal = (secret: string) =>
  ask<AppealStatus>("/api/appeals/status", { body: { secret } });

/** What everybody may know of an order; never which meeting. */
export const lookAtOrder = (id: string) =>
  ask<PublicOrder>(`/api/orders/${encodeURIComponent(id)}`);
