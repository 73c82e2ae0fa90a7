import type { ServiceStatus } from "@graticule/api/administration";
import type { Kysely } from "kysely";
import type { Database } from "../../db/schema.ts";
import { countKeysByHost } from "./store.ts";

/**
 * Desk keys in force that were made for other host names than the service's own: a passkey signs for
 * no other (WebAuthn, “RP ID”). Undefined: there are none. Rejects without the database.
 */
export async function findKeysElsewhere(
  db: Kysely<Database>,
  publicUrl: string,
): Promise<ServiceStatus["deskKeysElsewhere"]> {
  const { hostname } = new URL(publicUrl);
  const others = [...(await countKeysByHost(db))].filter(([host]) => host !== hostname);
  if (others.length === 0) return undefined;
  const keys = others.reduce((sum, [, count]) => sum + count, 0);
  return { hosts: others.map(([host]) => host), keys };
}
