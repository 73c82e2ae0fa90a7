import { randomUUID } from "node:crypto";
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
  readRolesBefore,
} from "./effect-store.ts";

type Effect<K extends ChangeKind> = (
  tx: Transaction<Database>,
  change: { readonly id: string; readonly body: BodyOf<K> },
) => Promise<void>;

/** What a change does, in the transaction of its outcome. */
const effects: { readonly [K in ChangeKind]: Effect<K> } = {
  staff: appoint,
  authority: register,
  "disputed-places": listDisputed,
  // Readers of rules and location data look at the outcome themselves.
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
  const { person: personId, roles, liaisonTo } = change.body;
  await insertAppointment(tx, { personId, roles, liaisonTo, changeId: change.id });
  // Only now: another appointment of this person may just have come before it.
  const { roles: held, key } = await readRolesBefore(tx, change.id);
  const lost = held.filter((role) => !roles.some((one) => one === role));
  if (lost.length === 0) return;
  const ended = roles.length === 0 && key !== null ? { ended: key.toString("hex") } : {};
  await appendEntry(tx, { kind: "staff-left", roles: lost, ...ended });
}

/** The reach follows the list of disputed places at the moment of confirmation. */
async function register(
  tx: Transaction<Database>,
  change: { readonly id: string; readonly body: BodyOf<"authority"> },
): Promise<void> {
  const { series = randomUUID(), name, territory, instruments, contact } = change.body.authority;
  const disputed = await lockDisputedPlaces(tx);
  const authorityId = randomUUID();
  await insertAuthority(tx, {
    id: authorityId,
    series,
    name,
    contact,
    changeId: change.id,
    kind: territory.kind,
    home: territory.kind === "union" ? null : territory.home,
    unionId: "union" in territory ? territory.union : null,
  });
  const reach = reachOf(
    territoryOf(territory),
    instruments.map(({ place, citation }) => ({ place: known(place), citation })),
    new Set([...disputed].map(known)),
  );
  await insertReach(
    tx,
    reach.map((reached) => ({ ...reached, authorityId })),
  );
}

async function listDisputed(
  tx: Transaction<Database>,
  { id: changeId, body }: { readonly id: string; readonly body: BodyOf<"disputed-places"> },
): Promise<void> {
  const { add, remove, source } = body;
  const event = (place: string, listed: boolean) => ({ place, listed, source, changeId });
  await insertDisputed(tx, [
    ...add.map((place) => event(place, true)),
    ...remove.map((place) => event(place, false)),
  ]);
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
