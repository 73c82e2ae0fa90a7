import { reachOf, type Territory } from "@graticule/desk/reach";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import type { Transaction } from "kysely";
import type { Database } from "../../db/schema.ts";
import { appendEntry } from "../../public-record/public-entries.ts";
import type { BodyOf, ChangeBody, ChangeKind } from "./change-body.ts";
import {
  insertAppointment,
  insertAuthority,
  insertDisputed,
  insertReach,
  liftRuleOf,
  lockDisputedPlaces,
  readHeldRoles,
} from "./effect-store.ts";

type Effect<K extends ChangeKind> = (
  tx: Transaction<Database>,
  change: { readonly id: string; readonly body: BodyOf<K> },
) => Promise<void>;

/** What a change does, in the transaction of its outcome. */
const effects: { readonly [K in ChangeKind]: Effect<K> } = {
  staff: appoint,
  authority: register,
  "disputed-places": insertDisputed,
  // Whoever reads rules and location data sees the outcome itself.
  "platform-rule": async () => undefined,
  geofeed: async () => undefined,
};

export async function takeEffect(
  tx: Transaction<Database>,
  change: { readonly id: string; readonly body: ChangeBody },
): Promise<void> {
  const { id, body } = change;
  await (effects[body.kind] as Effect<ChangeKind>)(tx, { id, body });
}

/** A rule of the whole service that the desk declines never takes effect. */
export async function neverTakesEffect(tx: Transaction<Database>, id: string): Promise<void> {
  for (const rule of await liftRuleOf(tx, id)) {
    await appendEntry(tx, { kind: "platform-rule-lifted", rule });
  }
}

async function appoint(
  tx: Transaction<Database>,
  change: { readonly id: string; readonly body: BodyOf<"staff"> },
): Promise<void> {
  const { person, roles } = change.body;
  const held = await readHeldRoles(tx, person);
  await insertAppointment(tx, change);
  const lost = held.filter((role) => !roles.some((one) => one === role));
  if (lost.length > 0) await appendEntry(tx, { kind: "staff-left", roles: lost });
}

/** The reach is that of now, by the list of disputed places as it is when the change is confirmed. */
async function register(
  tx: Transaction<Database>,
  change: { readonly id: string; readonly body: BodyOf<"authority"> },
): Promise<void> {
  const { territory, instruments } = change.body.authority;
  // Nobody lists a place between reading the list and writing the reach.
  const disputed = await lockDisputedPlaces(tx);
  const authorityId = await insertAuthority(tx, change);
  const reach = reachOf(
    territoryOf(territory),
    instruments.map(({ place, citation }) => ({ place: known(place), citation })),
    new Set([...disputed].map(known)),
  );
  await insertReach(tx, authorityId, reach);
}

function territoryOf(territory: BodyOf<"authority">["authority"]["territory"]): Territory {
  if (territory.kind !== "union") return { kind: territory.kind, home: known(territory.home) };
  if ("union" in territory) return territory;
  throw new TypeError("the database registered a union that is not listed");
}

function known(code: string): Place {
  const place = parsePlace(code);
  if (place === undefined) throw new TypeError(`${code} was a place when it was proposed`);
  return place;
}
