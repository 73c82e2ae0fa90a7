import type { App } from "../http/routing.ts";
import type { Web } from "../http/web.ts";
import type { Presence } from "../presence/open-presence.ts";
import type { Scope } from "../processes/scope.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import { createDeliveries, type Deliveries } from "./deliveries.ts";
import { registerDeliveryRoutes } from "./routes.ts";

export interface Delivery {
  readonly deliveries: Deliveries;
  readonly routes: (app: App) => void;
}

export function openDelivery(
  ports: { readonly web: Web; readonly presence: Presence; readonly directory: RoomDirectory },
  scope: Scope,
): Delivery {
  const deliveries = createDeliveries({ ...ports, ...ports.presence });
  scope.onClose(() => deliveries.close());
  return { deliveries, routes: (app) => registerDeliveryRoutes(app, { deliveries }) };
}
