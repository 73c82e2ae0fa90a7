import type { FastifyRequest } from "fastify";
import { hashSecret, isSecret } from "../http/secret.ts";
import type { KeyRing } from "./key-ring.ts";

/** The account whose key and secret came with a request (HTTP Basic, RFC 7617), or nothing. */
export function accountOfKey(request: FastifyRequest, keyRing: KeyRing): string | undefined {
  const { authorization } = request.headers;
  const encoded = /^Basic ([A-Za-z0-9+/=_-]{1,2048})$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, "base64").toString()) ?? [];
  if (id === undefined || secret === undefined || secret === "") return undefined;
  const key = keyRing.find(id);
  // An unknown key takes as long as a known one.
  const matches = isSecret(secret, hashSecret(key?.secret ?? "-"));
  return key !== undefined && matches ? key.owner.accountId : undefined;
}
