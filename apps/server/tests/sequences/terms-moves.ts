import { approveAct, proposeAct, receiptOf, report } from "../abuse.ts";
import { home, type Visitor } from "../meeting-service.ts";
import type { Play, Playing } from "./playing.ts";
import type { World } from "./world.ts";

let visits = 0;

const insideOf = ({ service, meetings, visitors }: World): readonly Visitor[] =>
  visitors.filter(({ identity }) =>
    service.deps.presence.seats.isInside(meetings[0]?.room ?? "", identity),
  );

async function makeReport(
  { world, pick, one }: Playing,
  how: { readonly receipt?: string; readonly fromState?: boolean },
): Promise<void> {
  const [meeting] = world.meetings;
  const reported = pick(insideOf(world));
  if (meeting === undefined) return;
  const named = reported && { identity: reported.identity, name: "Someone" };
  const about = one("participant", "meeting") === "participant" && named ? named : undefined;
  const id = await report(world.service, world.database, meeting, {
    ...how,
    ...(about === undefined ? {} : { participant: about }),
  });
  world.reports.push(id);
}

const decides =
  (kind: "approve" | "withdraw"): Play =>
  async ({ world, who, pick }) => {
    const id = pick(world.termsActs);
    if (id === undefined) return undefined;
    if (kind === "approve") return await approveAct(who, id);
    return await who.ask("POST", `/api/safety/acts/${id}/decision`, { kind });
  };

/** Two people inside, one of whom reports the other, and an end of the meeting that awaits approval. */
export async function openReport(world: World): Promise<void> {
  const { service, database, meetings, visitors, reports, termsActs, players } = world;
  const [meeting] = meetings;
  if (meeting === undefined) throw new Error("there is no meeting");
  for (const from of ["127.1.200.9", "127.1.201.9"])
    visitors.push(await service.sits(meeting, "Someone", { from }));
  const [reporter, reported] = visitors;
  if (reporter === undefined || reported === undefined) throw new Error("nobody came");
  const receipt = await receiptOf(service, reporter);
  const participant = { identity: reported.identity, name: "Someone" };
  const reportId = await report(service, database, meeting, { receipt, participant });
  reports.push(reportId);
  const safety = players.find(({ roles }) => roles.includes("safety"));
  const body = { kind: "end-meeting", reportId, reason: "Threats" };
  const proposed = safety && (await proposeAct(safety, body));
  if (proposed?.status !== 201) throw new Error(`no act: ${proposed?.status} ${proposed?.text}`);
  termsActs.push(proposed.json.id);
}

/** People come and report; the safety team acts on the first meeting, its host and those inside. */
export const termsMoves = {
  visit: async ({ world, one }) => {
    const [meeting] = world.meetings;
    if (meeting === undefined) return undefined;
    visits += 1;
    const from = one(`127.1.${visits % 250}.9`, `127.2.${visits % 250}.9`, home.nowhere);
    world.service.deps.web.limits.joins.restore(from);
    const visitor = await world.service.comes(meeting, "Someone", { from });
    if (visitor.answer.status !== 200 || visitor.identity === "") return undefined;
    world.service.seat(meeting.room, visitor.identity, from);
    world.visitors.push(visitor);
    return undefined;
  },
  report: async (playing) => {
    const reporter = playing.pick(insideOf(playing.world));
    const receipt = reporter && (await receiptOf(playing.world.service, reporter));
    const how = playing.one<object>({}, {}, {}, { fromState: true });
    await makeReport(playing, receipt === undefined ? how : { receipt, ...how });
    return undefined;
  },
  "report-outside": async (playing) => {
    await makeReport(playing, {});
    return undefined;
  },
  "close-report": async ({ world, who, pick, one }) => {
    const id = pick(world.reports);
    if (id === undefined) return undefined;
    const outcome = one("no-action", "to-the-desk");
    return await who.ask("POST", `/api/safety/reports/${id}/outcome`, { outcome });
  },
  "terms-act": async ({ world, who, pick, one }) => {
    const reportId = pick(world.reports);
    if (reportId === undefined) return undefined;
    const kind = one(
      ...(["remove-participant", "end-meeting", "suspend-account", "mute-participant"] as const),
    );
    const body = { kind, reportId, reason: "Threats" };
    const answer = await proposeAct(who, body);
    if (answer.status === 201) world.termsActs.push(answer.json.id);
    return answer;
  },
  reinstate: async ({ world, who, pick }) => {
    const actId = pick(world.termsActs);
    if (actId === undefined) return undefined;
    const body = { kind: "reinstate-account", actId, reason: "It was a mistake" };
    const answer = await who.ask("POST", "/api/safety/acts", body);
    if (answer.status === 201) world.termsActs.push(answer.json.id);
    return answer;
  },
  "terms-approve": decides("approve"),
  "terms-withdraw": decides("withdraw"),
  "terms-review": async ({ world, who, pick, one }) => {
    const id = pick(world.termsActs);
    const request = pick(world.requests);
    if (id === undefined || request === undefined) return undefined;
    const { rows } = await world.database.pool.query("SELECT number FROM request WHERE id = $1", [
      request,
    ]);
    const outcome = one("stands", "reversed");
    const body = { request: rows[0].number, outcome, reasons: "Looked at it" };
    return await who.ask("POST", `/api/safety/acts/${id}/reviews`, body);
  },
} satisfies Record<string, Play>;
