import { reachOf, type Territory } from "@graticule/desk/reach";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { sql, type Transaction } from "kysely";
import type { Database } from "../../db/schema.ts";
import { appendEntry } from "../../public-record/public-entries.ts";
import type { BodyOf, ChangeBody, ChangeKind } from "./change-body.ts";

type Effect<K extends ChangeKind> = (
  tx: Transaction<Database>,
  change: { readonly id: string; readonly body: BodyOf<K> },
) => Promise<void>;

/** What a change does, in the transaction of its outcome. */
const effects: { readonly [K in ChangeKind]: Effect<K> } = {
  staff: appoint,
  authority: register,
  "disputed-places": async (tx, { id, body }) => {
    const listed = (places: readonly string[], is: boolean) =>
      places.map((place) => ({ place, listed: is, source: body.source, change_id: id }));
    const events = [...listed(body.add, true), ...listed(body.remove, false)];
    await tx.insertInto("disputed_place_event").values(events).execute();
  },
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
  const lifted = await tx
    .insertInto("platform_rule_lifting")
    .columns(["rule_id"])
    .expression((one) =>
      one.selectFrom("platform_rule").select("id as rule_id").where("change_id", "=", id),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning("rule_id")
    .execute();
  for (const { rule_id } of lifted) {
    await appendEntry(tx, { kind: "platform-rule-lifted", rule: rule_id });
  }
}

async function appoint(
  tx: Transaction<Database>,
  { id, body }: { readonly id: string; readonly body: BodyOf<"staff"> },
): Promise<void> {
  const held = await tx
    .selectFrom("staff_appointment")
    .select("roles")
    .where("person_id", "=", body.person)
    .orderBy("id", "desc")
    .executeTakeFirst();
  await tx
    .insertInto("staff_appointment")
    .values({
      person_id: body.person,
      roles: [...body.roles],
      liaison_to: [...body.liaisonTo],
      change_id: id,
    })
    .execute();
  const lost = (held?.roles ?? []).filter((role) => !body.roles.some((one) => one === role));
  if (lost.length > 0) await appendEntry(tx, { kind: "staff-left", roles: lost });
}

/** The reach is that of now, by the list of disputed places as it is when the change is confirmed. */
async function register(
  tx: Transaction<Database>,
  { id, body }: { readonly id: string; readonly body: BodyOf<"authority"> },
): Promise<void> {
  const { series, name, territory, instruments, contact } = body.authority;
  // Nobody lists a place between reading the list and writing the reach.
  await sql`SELECT hold_disputed_places()`.execute(tx);
  const disputed = await tx.selectFrom("disputed_place").select("place").execute();
  const authority = await tx
    .insertInto("authority")
    .values({
      series: series ?? sql<string>`gen_random_uuid()`,
      ...{ name, contact, change_id: id, kind: territory.kind },
      home: territory.kind === "union" ? null : territory.home,
      union_id: "union" in territory ? territory.union : null,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const reach = reachOf(
    territoryOf(territory),
    instruments.map(({ place, citation }) => ({ place: known(place), citation })),
    new Set(disputed.map(({ place }) => known(place))),
  );
  const rows = reach.map(({ place, instrument }) => ({
    authority_id: authority.id,
    place,
    instrument: instrument ?? null,
  }));
  await tx.insertInto("authority_reach").values(rows).execute();
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
