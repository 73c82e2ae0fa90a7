import { constants, hkdfSync } from "node:crypto";
import { connect, createSecureContext, type TLSSocket, type TlsOptions } from "node:tls";

/** Another instance. `id`: new at each of its starts; `url`: `https://host:port`, for peers only. */
export interface Peer {
  readonly id: string;
  readonly url: string;
}

export interface PeerTlsParts {
  /** What all instances of one service know, and no one else does. */
  readonly secret: string;
  /** For tests: within what time a connection has to stand. */
  readonly connectMs?: number;
}

export interface PeerTls {
  /** For a server that only instances can talk to. */
  readonly serverOptions: TlsOptions;
  /** Opens a connection. It closes by itself if it doesn't stand in time. Writing may begin at once. */
  connect(peer: Peer): TLSSocket;
}

const usualConnectMs = 1_000;

/** Probes begin on a connection that was still for so long. */
const keepAliveMs = 5_000;

/**
 * One cipher, so that nothing weaker can be agreed on: whoever can't prove that they know the key
 * doesn't get past the handshake. ECDHE gives each connection keys of its own (RFC 5489, RFC 7905).
 * INVARIANT: there are no tickets, and no session is resumed: every connection proves the key anew.
 */
const shared = {
  ciphers: "ECDHE-PSK-CHACHA20-POLY1305",
  minVersion: "TLSv1.2",
  maxVersion: "TLSv1.2",
  secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_RENEGOTIATION,
} as const;

/**
 * How instances know each other: by a key that each derives from the service's own secret (TLS-PSK,
 * RFC 4279). Both sides prove it. No certificates: there is nothing to issue, renew or revoke, and
 * whoever can open the service's sealed secrets is an instance.
 */
export function createPeerTls({ secret, connectMs = usualConnectMs }: PeerTlsParts): PeerTls {
  const psk = Buffer.from(hkdfSync("sha256", secret, "", "graticule peers", 32));
  // Made once: it costs more than the handshake.
  const secureContext = createSecureContext(shared);
  return {
    serverOptions: { ...shared, handshakeTimeout: 5_000, pskCallback: () => psk },
    connect({ url }) {
      const { hostname, port } = new URL(url);
      const socket = connect({
        secureContext,
        host: hostname.replace(/^\[|\]$/g, ""),
        port: Number(port || 443),
        servername: "",
        ALPNProtocols: ["http/1.1"],
        pskCallback: () => ({ psk, identity: "instance" }),
        // The key has said who it is; there is no certificate whose name could be checked.
        checkServerIdentity: () => undefined,
      });
      const late = setTimeout(() => socket.destroy(new Error("no connection in time")), connectMs);
      socket.once("secureConnect", () => clearTimeout(late));
      socket.once("close", () => clearTimeout(late));
      return socket.setNoDelay(true).setKeepAlive(true, keepAliveMs);
    },
  };
}
