import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Forwarded, ForwardFault } from "@graticule/server/cluster/forwarded";
import { Forwarder, type ForwarderParts } from "@graticule/server/cluster/forwarder";
import {
  createPeerListener,
  type PeerFault,
  type PeerListenerParts,
} from "@graticule/server/cluster/peer-listener";
import { createPeerTls, type Peer } from "@graticule/server/cluster/peer-tls";
import { createClientAddress } from "@graticule/server/http/client-address";
import { onTestFinished } from "vitest";

export const secret = "a secret of the service";

type Listening = { readonly peer: Peer; readonly faults: PeerFault[]; close(): Promise<void> };

/** An instance that others forward to. */
export async function listenForPeers(
  id: string,
  parts: Partial<PeerListenerParts> = {},
): Promise<Listening> {
  const faults: PeerFault[] = [];
  const listener = createPeerListener({
    id: () => id,
    tls: createPeerTls({ secret }),
    onRequest: (_request, response) => void response.end(id),
    onUpgrade: (_request, socket) => void socket.destroy(),
    answerers: new Map(),
    count: (fault) => void faults.push(fault),
    ...parts,
  });
  const port = await listener.listen(0, "127.0.0.1");
  onTestFinished(() => listener.close());
  return { peer: { id, url: `https://127.0.0.1:${port}` }, faults, close: () => listener.close() };
}

/** An instance that holds nothing: it asks these in turn, and answers 503 if none has the room. */
export async function forwardTo(peers: readonly Peer[], parts: Partial<ForwarderParts> = {}) {
  const outcomes: Forwarded[] = [];
  const faults: ForwardFault[] = [];
  const forwarder = new Forwarder({
    tls: createPeerTls({ secret }),
    publicUrl: "http://meet.test",
    count: (fault) => void faults.push(fault),
    ...parts,
  });
  const addressOf = createClientAddress([]);
  const ask = async (
    request: IncomingMessage,
    one: (peer: Peer, client: string) => Promise<Forwarded>,
  ): Promise<boolean> => {
    for (const peer of peers) {
      const outcome = await one(peer, addressOf(request));
      outcomes.push(outcome);
      if (outcome === "answered") return true;
    }
    return false;
  };
  const clients: Socket[] = [];
  const server = createServer(async (request, response) => {
    const asked = { request, response };
    const isDone = await ask(request, (peer, client) => forwarder.request(peer, asked, client));
    if (!isDone) response.writeHead(503).end();
  });
  server.on("upgrade", async (request: IncomingMessage, socket: Socket, head: Buffer) => {
    clients.push(socket.on("error", () => undefined));
    const asked = { request, socket, head };
    const isDone = await ask(request, (peer, client) => forwarder.upgrade(peer, asked, client));
    if (!isDone) socket.end("HTTP/1.1 503 \r\nconnection: close\r\n\r\n");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    forwarder.close();
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { forwarder, server, clients, outcomes, faults, port, url: `http://127.0.0.1:${port}` };
}

/** Answers 421, as an instance does that doesn't hold the room. */
export const notOwner: RequestListener = (_request, response) => void response.writeHead(421).end();
