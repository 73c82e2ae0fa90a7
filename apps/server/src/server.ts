import type { FastifyRequest } from "fastify";
import { routeToOwner } from "./cluster/route-to-owner.ts";
import type { Routed } from "./cluster/to-owner.ts";
import type { Deps } from "./deps.ts";
import { registerApiDocs, registerOpenApi } from "./http/api-docs.ts";
import { createApp } from "./http/app.ts";
import type { BalancerParts } from "./http/balancers.ts";
import { createPeerAddress } from "./http/client-address.ts";
import { awaitEverywhere } from "./http/known-everywhere.ts";
import { registerPages } from "./http/pages.ts";
import { type App, declareCallers } from "./http/routing.ts";
import { readTlsFiles } from "./http/tls-files.ts";
import { loadRoomOfPath, roomOfPath } from "./joining/room-of-path.ts";

/**
 * The server, ready to `listen`. Signalling upgrades and the engine's own paths go to the gate
 * before the router sees them. Its `close` ends event streams and signalling connections too; the
 * caller then closes `deps`.
 */
export async function createServer(deps: Deps): Promise<App> {
  const { gate, publicUrl, config, log } = deps;
  const app = await createApp({
    publicUrl,
    log,
    tls: config.tls && readTlsFiles(config.tls),
    before: gate.handleRequest,
    peerAddress: createPeerAddress(config.trustedProxies),
    balancers: balancersOf(deps),
  });
  app.server.on("upgrade", gate.handleUpgrade);
  app.addHook("preClose", async () => gate.close());
  declareCallers(app);
  letInstancesIn(app, deps);
  loadRoomOfPath(app, { directory: deps.directory, ...deps.presence });
  await registerOpenApi(app, publicUrl);
  for (const register of deps.routes) register(app);
  await registerApiDocs(app);
  await registerPages(app, publicUrl);
  return app;
}

/**
 * Of several instances, the one that owns a room answers what concerns it, and the one that keeps
 * location data what changes them.
 */
function letInstancesIn(app: App, deps: Deps): void {
  const { cluster, directory, presence, web } = deps;
  if (cluster.several === undefined) return;
  const { forwarder } = cluster.several;
  const { owners } = cluster;
  const count = (routed: Routed): void => deps.counters.routed("request", routed);
  const roomOf = roomOfPath({ directory, joins: presence.joins });
  // The server waits for every connection: what is forwarded would hold it up for as long as it lasts.
  app.addHook("preClose", async () => forwarder.close());
  awaitEverywhere(app, cluster.everywhere);
  const { addressOf } = web;
  routeToOwner(app, { owners, forwarder, addressOf, roomOf, count });
  const { keeper: find } = deps.location;
  const locationOf = async ({ routeOptions }: FastifyRequest) =>
    isOfLocation(routeOptions.url) ? "location" : undefined;
  routeToOwner(app, { owners: { find }, forwarder, addressOf, roomOf: locationOf, count });
  cluster.several.serve({
    onRequest: (request, response) => app.server.emit("request", request, response),
    onUpgrade: (request, socket, head) => app.server.emit("upgrade", request, socket, head),
  });
}

/** Routes that read or change what one instance keeps for all: sources and corrections. */
const isOfLocation = (route = ""): boolean =>
  /^\/api\/(admin\/(location-sources|agreement)|desk\/misplacements\/:id\/answer)(\/|$)/.test(
    route,
  );

function balancersOf({ config, counters, log }: Deps): BalancerParts | undefined {
  const { balancers: networks } = config;
  if (networks.length === 0) return undefined;
  return { networks, log, count: (fault) => counters.count(`balancer-${fault}`) };
}
