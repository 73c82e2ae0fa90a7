import { staffChange } from "./desk-moves.ts";
import { asAdministrator, type Play } from "./playing.ts";

const dayMs = 86_400_000;

/** Hong Kong is in no authority's reach here; a rule about CN is near every request. */
const rules = [
  { deny: [{ kind: "place", code: "HK" }] },
  { deny: [{ kind: "place", code: "CN" }] },
] as const;

/** What an administrator can do from their pages. */
export const administratorMoves = {
  "admin-staff": async (playing) => {
    const { world } = playing;
    const answer = await asAdministrator(
      world,
      "POST",
      "/api/admin/staff-changes",
      staffChange(playing),
    );
    if (answer.status === 201) world.changes.push(answer.json.id);
    return answer;
  },
  "admin-withdraw": async ({ world, pick }) => {
    const id = pick(world.changes);
    if (id === undefined) return undefined;
    return await asAdministrator(world, "POST", `/api/admin/staff-changes/${id}/withdrawal`);
  },
  "admin-rule": async ({ world, one }) => {
    const body = {
      name: "A rule of the service",
      ground: one("licence", "sanctions", "own-policy"),
      reviewAt: new Date(Date.now() + 100 * dayMs).toISOString(),
      rule: one<object>(...rules),
    };
    const answer = await asAdministrator(world, "POST", "/api/admin/platform-rules", body);
    if (answer.status === 201) {
      world.rules.push(answer.json.id);
      const { rows } = await world.database.pool.query(
        "SELECT change_id FROM platform_rule WHERE id = $1",
        [answer.json.id],
      );
      world.changes.push(rows[0].change_id);
    }
    return answer;
  },
  "admin-lift": async ({ world, pick }) => {
    const id = pick(world.rules);
    if (id === undefined) return undefined;
    return await asAdministrator(world, "POST", `/api/admin/platform-rules/${id}/lift`);
  },
  "review-rule": async ({ world, who, pick, one }) => {
    const id = pick(world.changes);
    if (id === undefined) return undefined;
    const body = { outcome: one("stands", "reversed") };
    return await who.ask("POST", `/api/desk/changes/${id}/review`, body);
  },
  "admin-settings": async ({ world, one }) => {
    const body = {
      signUp: "open",
      serviceName: "Graticule",
      placeNames: one<object>({}, { HK: "China" }, { TW: "Taiwan" }, { CN: "Hong Kong" }),
    };
    return await asAdministrator(world, "PUT", "/api/admin/settings", body);
  },
} satisfies Record<string, Play>;
