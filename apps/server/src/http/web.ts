import type { IncomingMessage } from "node:http";
import { createClientAddress } from "./client-address.ts";
import { type ClientAddressOf, createRequestLimits, type RequestLimits } from "./limits.ts";

/** What every route needs. */
export interface Web {
  /** What people open, without a slash at its end. */
  readonly publicUrl: string;
  readonly limits: RequestLimits;
  /** The client's address, behind the trusted proxies. Never store or log it. */
  readonly addressOf: ClientAddressOf;
  /** The client's address of a request before routing. Never store or log it. */
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
