import { constants, hkdfSync } from "node:crypto";
import { connect, createSecureContext, type TLSSocket, type TlsOptions } from "node:tls";

/** Another instance. `id`: new at each start and after each loss; `url`: `https://host:port`. */
export interface Peer {
  readonly id: string;
  readonly url: string;
}

export interface PeerTlsParts {
  /** Known to all instances of one service and no one else. */
  readonly secret: string;
  /** For tests: within what time a connection has to be established; 1 s by default. */
  readonly connectMs?: number;
}

export interface PeerTls {
  /** For a server that only instances can talk to. */
  readonly serverOptions: TlsOptions;
  /** Within what time a connection has to be established. */
  readonly connectMs: number;
  /** Opens a connection for HTTP/2, closed automatically if it isn't established in time. */
  connect(peer: Peer): TLSSocket;
}

const usualConnectMs = 1_000;

/** How long a connection is idle before TCP probes it. */
const keepAliveMs = 5_000;

/**
 * Only one cipher, so that nothing weaker can be negotiated: without proof that both sides know the
 * key, the handshake fails. ECDHE gives each connection its own keys (RFC 5489, RFC 7905).
 * INVARIANT: no tickets, and no session is resumed, so each connection proves the key itself.
 */
const shared = {
  ciphers: "ECDHE-PSK-CHACHA20-POLY1305",
  minVersion: "TLSv1.2",
  maxVersion: "TLSv1.2",
  secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_RENEGOTIATION,
} as const;

/**
 * Instances recognise each other by a key that each derives from the service's secret (TLS-PSK, RFC
 * 4279). Both sides prove that they know it. There are no certificates to issue, renew or revoke.
 * Anyone who can open the service's sealed secrets can pass for an instance.
 */
export function createPeerTls({ secret, connectMs = usualConnectMs }: PeerTlsParts): PeerTls {
  const psk = Buffer.from(hkdfSync("sha256", secret, "", "graticule peers", 32));
  // Created once: it costs more than a handshake.
  const secureContext = createSecureContext(shared);
  return {
    connectMs,
    serverOptions: { ...shared, handshakeTimeout: 5_000, pskCallback: () => psk },
    connect({ url }) {
      const { hostname, port } = new URL(url);
      const socket = connect({
        secureContext,
        host: hostname.replace(/^\[|\]$/g, ""),
        port: Number(port || 443),
        servername: "",
        ALPNProtocols: ["h2"],
        pskCallback: () => ({ psk, identity: "instance" }),
        // The key proves who it is; there is no certificate whose name could be checked.
        checkServerIdentity: () => undefined,
      });
      const late = setTimeout(() => socket.destroy(new Error("no connection in time")), connectMs);
      socket.once("secureConnect", () => clearTimeout(late));
      socket.once("close", () => clearTimeout(late));
      return socket.setNoDelay(true).setKeepAlive(true, keepAliveMs);
    },
  };
}
