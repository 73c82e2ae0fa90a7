import type { IncomingMessage } from "node:http";
import { createClientAddress } from "./client-address.ts";
import { type ClientAddressOf, createRequestLimits, type RequestLimits } from "./limits.ts";

/** What every route has to do with. */
export interface Web {
  /** What people open, without a slash at its end. */
  readonly publicUrl: string;
  readonly limits: RequestLimits;
  /** Where a request comes from, behind the trusted proxies. Never store or log it. */
  readonly addressOf: ClientAddressOf;
  /** The same, of a request that no route has taken yet. */
  readonly clientAddress: (request: IncomingMessage) => string;
}

/** @param clientAddress another than the usual one, for tests */
export function openWeb(
  publicUrl: string,
  trustedProxies: readonly string[],
  clientAddress = createClientAddress(trustedProxies),
): Web {
  const limits = createRequestLimits();
  return { publicUrl, limits, clientAddress, addressOf: (request) => clientAddress(request.raw) };
}
