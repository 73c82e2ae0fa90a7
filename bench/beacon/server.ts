import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { createBeacons } from "@graticule/server/beacon/responder";

/**
 * The responder in its own process, taking offers over HTTP: POST /OWNER. Sends its port when it
 * listens and, when asked, its memory (after a full collection), CPU time and number of live
 * beacons.
 */
export interface ServerState {
  readonly kind: "state";
  readonly rss: number;
  readonly cpuMicroseconds: number;
  readonly live: number;
}

const beacons = await createBeacons({
  listen: [{ address: "127.0.0.1", port: 0, advertise: "127.0.0.1" }],
});
const owners = new Set<string>();

const server = createServer(async (request, response) => {
  const owner = request.url ?? "/";
  const opened = beacons.open(owner, await text(request));
  owners.add(owner);
  response.end(opened.kind === "answer" ? opened.sdp : "");
});

process.on("message", () => {
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const live = [...owners].filter((owner) => beacons.pathsOf(owner).kind === "live").length;
  const state: ServerState = {
    kind: "state",
    live,
    rss: process.memoryUsage.rss(),
    cpuMicroseconds: user + system,
  };
  process.send?.(state);
});
process.on("disconnect", () => process.exit(0));
server.listen(0, "127.0.0.1", 1_024, () => {
  process.send?.({ kind: "listening", port: (server.address() as AddressInfo).port });
});
