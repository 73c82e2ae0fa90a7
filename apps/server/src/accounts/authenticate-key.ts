import type { KeyScope } from "@graticule/api/account";
import type { FastifyRequest } from "fastify";
import { hashSecret, isSecret } from "../http/secret.ts";
import type { ScopedKey, StoredKeyRing } from "./stored-key-ring.ts";

/** What the key of a request proves. `lacks-scope`, `suspended`: genuine, but may not do this. */
type KeyProof =
  | { readonly kind: "key"; readonly key: ScopedKey }
  | { readonly kind: "wrong" }
  | { readonly kind: "lacks-scope" }
  | { readonly kind: "suspended" };

export const accountSuspended =
  "This key's account is suspended under the terms of service. Its owner can sign in to see why.";

/** Whose key and secret came with a request (HTTP Basic, RFC 7617), and whether it may do this. */
export function keyOfRequest(
  request: FastifyRequest,
  keyRing: Pick<StoredKeyRing, "find">,
  scope: KeyScope,
): KeyProof {
  const { authorization } = request.headers;
  const encoded = /^Basic ([A-Za-z0-9+/=_-]{1,2048})$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) return { kind: "wrong" };
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, "base64").toString()) ?? [];
  if (id === undefined || secret === undefined || secret === "") return { kind: "wrong" };
  const key = keyRing.find(id);
  // An unknown key takes as long as a known one.
  const matches = isSecret(secret, hashSecret(key?.secret ?? "-"));
  if (key === undefined || !matches) return { kind: "wrong" };
  if (key.suspended) return { kind: "suspended" };
  return isAllowed(key, scope) ? { kind: "key", key } : { kind: "lacks-scope" };
}

/** The engine's own key, which the operator has, may do everything. */
function isAllowed({ owner, scopes }: ScopedKey, scope: KeyScope): boolean {
  return owner.kind === "service" || scopes.includes(scope);
}
