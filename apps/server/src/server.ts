import type { Deps } from "./deps.ts";
import { registerApiDocs, registerOpenApi } from "./http/api-docs.ts";
import { createApp } from "./http/app.ts";
import type { BalancerParts } from "./http/balancers.ts";
import { createPeerAddress } from "./http/client-address.ts";
import { registerPages } from "./http/pages.ts";
import { type App, declareCallers } from "./http/routing.ts";
import { readTlsFiles } from "./http/tls-files.ts";

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
  await registerOpenApi(app, publicUrl);
  for (const register of deps.routes) register(app);
  await registerApiDocs(app);
  await registerPages(app, publicUrl);
  return app;
}

function balancersOf({ config, counters, log }: Deps): BalancerParts | undefined {
  const { balancers: networks } = config;
  if (networks.length === 0) return undefined;
  return { networks, log, count: (fault) => counters.count(`balancer-${fault}`) };
}
