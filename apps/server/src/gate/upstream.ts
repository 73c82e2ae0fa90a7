import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { UpgradeHeaders } from "./upgrade-request.ts";

/**
 * Opens connections to the engine's private port and rewrites the requests sent there.
 * @param engineUrl `http:`, `https:`, `ws:` or `wss:`, with or without a path in front
 */
export type Upstream = ReturnType<typeof createUpstream>;

export function createUpstream(engineUrl: string) {
  const url = new URL(engineUrl.replace(/^ws/, "http"));
  const secure = url.protocol === "https:";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = url.port === "" ? (secure ? 443 : 80) : Number(url.port);
  const base = url.pathname.replace(/\/+$/, "");
  const fixed =
    ` HTTP/1.1\r\nHost: ${url.host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ";
  return {
    /** For ordinary requests: `http://127.0.0.1:7880`, without a slash at its end. */
    url: `${url.origin}${base}`,
    connect: (): Socket =>
      secure
        ? connectTls({ host, port, servername: host, ALPNProtocols: ["http/1.1"] })
        : connectPlain({ host, port, noDelay: true }),
    /** A whole upgrade request. No header passes on the client's address. */
    upgradeRequest(target: string, token: string, headers: UpgradeHeaders): string {
      let text = `GET ${base}${target}${fixed}${headers.key}\r\nAuthorization: Bearer ${token}\r\n`;
      if (headers.userAgent !== undefined) text += `User-Agent: ${headers.userAgent}\r\n`;
      return `${text}\r\n`;
    },
  };
}

export type EngineHead =
  | { readonly kind: "incomplete" }
  | { readonly kind: "broken" }
  | { readonly kind: "refused"; readonly status: number }
  /** `response`: the head for the client, rebuilt; `rest`: what came behind it. */
  | { readonly kind: "switched"; readonly response: string; readonly rest: Buffer };

const maxHeadBytes = 16_384;

export function readEngineHead(received: Buffer): EngineHead {
  const end = received.indexOf("\r\n\r\n");
  if (end < 0) return { kind: received.length > maxHeadBytes ? "broken" : "incomplete" };
  const lines = received.toString("latin1", 0, end).split("\r\n");
  const status = /^HTTP\/1\.1 (\d{3})(?: |$)/.exec(lines[0] ?? "")?.[1];
  if (status === undefined) return { kind: "broken" };
  if (status !== "101") return { kind: "refused", status: Number(status) };
  const accept = lines
    .map((line) => /^sec-websocket-accept: *([A-Za-z0-9+/=]{1,256})$/i.exec(line)?.[1])
    .find((found) => found !== undefined);
  if (accept === undefined) return { kind: "broken" };
  return { kind: "switched", response: switching(accept), rest: received.subarray(end + 4) };
}

/** The head that opens a client's WebSocket. */
export function switching(accept: string): string {
  return (
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
    `Sec-WebSocket-Accept: ${accept}\r\n\r\n`
  );
}
