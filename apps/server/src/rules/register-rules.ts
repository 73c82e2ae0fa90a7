import type { App } from "../http/app.ts";
import { type CertificateRouteParts, registerCertificateRoutes } from "./certificate-routes.ts";
import { type GeneralRuleRouteParts, registerGeneralRuleRoutes } from "./general-routes.ts";
import { type PlaceSetRouteParts, registerPlaceSetRoutes } from "./place-set-routes.ts";
import { type PlatformRouteParts, registerPlatformRoutes } from "./platform-routes.ts";
import { type RuleRouteParts, registerRuleRoutes } from "./routes.ts";

type RulesRouteParts = CertificateRouteParts &
  GeneralRuleRouteParts &
  PlaceSetRouteParts &
  PlatformRouteParts &
  RuleRouteParts;

/** All routes about rules but a meeting's own, which are below its `manage`. */
export function registerRules(app: App, parts: RulesRouteParts): void {
  registerRuleRoutes(app, parts);
  registerGeneralRuleRoutes(app, parts);
  registerPlatformRoutes(app, parts);
  registerPlaceSetRoutes(app, parts);
  registerCertificateRoutes(app, parts);
}
