import type { Owners } from "../cluster/owners.ts";
import type { App } from "../http/routing.ts";
import type { Web } from "../http/web.ts";
import type { MediaEngine } from "../media/media-engine.ts";
import type { Presence } from "../presence/open-presence.ts";
import type { Scope } from "../processes/scope.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import { createDeliveries } from "./deliveries.ts";
import { registerDeliveryRoutes } from "./routes.ts";

export type Delivery = ReturnType<typeof openDelivery>;

export function openDelivery(
  ports: {
    readonly web: Web;
    readonly presence: Presence;
    readonly directory: RoomDirectory;
    readonly owners: Owners;
    readonly mediaEngine: MediaEngine;
  },
  scope: Scope,
) {
  const deliveries = createDeliveries({
    ...ports,
    ...ports.presence,
    engine: ports.mediaEngine,
  });
  scope.onClose(() => deliveries.close());
  return {
    deliveries,
    routes: (app: App) => registerDeliveryRoutes(app, { deliveries }),
  };
}
