import type { RequestContent } from "@graticule/api/requests";
import type { Transaction } from "kysely";
import type { Database } from "../../db/schema.ts";
import { appendEntry } from "../../public-record/public-entries.ts";
import type { RuleProblem } from "../../rooms/expand-rule.ts";
import { type ActTable, done, refuseAct } from "./act.ts";
import { contentOf, namedMeetings, type RecordedMeeting, type RequestCase } from "./case.ts";
import {
  type FoundMeeting,
  findMeetings,
  insertMeeting,
  insertRequest,
  isInRegister,
} from "./intake-store.ts";
import { nearnessOf, publishNearness } from "./nearness.ts";
import { permitsOf } from "./permits.ts";
import { readRequest, record } from "./store.ts";

/** What is typed in, by whom, at which moment. */
interface Typed {
  readonly content: RequestContent;
  readonly by: string;
  readonly now: Date;
}

type Received =
  | { readonly kind: "received"; readonly id: string }
  | { readonly kind: "invalid"; readonly problems: readonly RuleProblem[] };

/** Records a request, and publicly that it came. */
export async function receiveRequest(tx: Transaction<Database>, typed: Typed): Promise<Received> {
  const { content, by, now } = typed;
  const found = await findMeetings(tx, content.meetings);
  const problems = [
    ...meetingProblems(content, found),
    ...timeProblems(content, now),
    ...(await authorityProblems(tx, content.authorityId)),
  ];
  if (problems.length > 0) return { kind: "invalid", problems };
  const { authorityId } = content;
  const receivedAt = new Date(content.receivedAt);
  const { id, number } = await insertRequest(tx, { authorityId, receivedAt, by });
  const meetingNos = await recordMeetings(tx, { id, meetings: [] }, rooms(content, found));
  await record(tx, { id, kind: "received", by, body: { content, meetingNos } });
  await publish(tx, id);
  await publishNearness(tx, { id, number }, { hosts: [], acts: [] });
  return { kind: "received", id };
}

/** Corrections of what was typed in, until someone begins the review. */
export const correction: Pick<ActTable, "correct"> = {
  async correct(context, { content }) {
    const { tx, request, session } = context;
    const permit = permitsOf(context).correct;
    if (permit !== "yes") return refuseAct(permit);
    const found = await findMeetings(tx, content.meetings);
    const problems = [
      ...meetingProblems(content, found),
      ...timeProblems(content, context.now),
      ...fixedProblems(content, request),
    ];
    if (problems.length > 0) return { kind: "invalid", problems: under("/content", problems) };
    const before = await nearnessOf(tx, request.id);
    const meetingNos = await recordMeetings(tx, request, rooms(content, found));
    const by = session.member.id;
    await record(tx, { id: request.id, kind: "corrected", by, body: { content, meetingNos } });
    await publishCorrection(tx, request, context.now);
    await publishNearness(tx, request, before);
    return done;
  },
};

function rooms(
  { meetings }: RequestContent,
  found: ReadonlyMap<string, FoundMeeting>,
): readonly FoundMeeting[] {
  return meetings.flatMap((code) => found.get(code) ?? []);
}

function meetingProblems(
  { meetings, demands }: RequestContent,
  found: ReadonlyMap<string, FoundMeeting>,
): readonly RuleProblem[] {
  return [
    ...meetings.flatMap((code, index) => {
      const pointer = `/meetings/${index}`;
      if (!found.has(code)) return [{ pointer, detail: "There is no meeting with this code." }];
      if (meetings.indexOf(code) === index) return [];
      return [{ pointer, detail: "This meeting is named above." }];
    }),
    ...demands.flatMap(({ meeting }, index) =>
      meeting === undefined || meeting < meetings.length
        ? []
        : [{ pointer: `/demands/${index}/meeting`, detail: "No such meeting is named." }],
    ),
  ];
}

const yearMs = 366 * 86_400_000;

function timeProblems(content: RequestContent, now: Date): readonly RuleProblem[] {
  const { receivedAt, forbidsNotice } = content;
  const problems: RuleProblem[] = [];
  if (Date.parse(receivedAt) > now.getTime()) {
    problems.push({ pointer: "/receivedAt", detail: "This is in the future." });
  }
  if (forbidsNotice !== undefined && Date.parse(forbidsNotice.until) > now.getTime() + yearMs) {
    problems.push({ pointer: "/forbidsNotice/until", detail: "This is a year away at most." });
  }
  return problems;
}

async function authorityProblems(
  tx: Transaction<Database>,
  id: string,
): Promise<readonly RuleProblem[]> {
  if (await isInRegister(tx, id)) return [];
  return [{ pointer: "/authorityId", detail: "The register has no such authority any more." }];
}

/** What a correction leaves alone: who asks, when it came, and that its seal ends when the public was told. */
function fixedProblems(content: RequestContent, request: RequestCase): readonly RuleProblem[] {
  const before = contentOf(request);
  const fixed = (["authorityId", "receivedAt"] as const).flatMap((field) =>
    content[field] === before[field]
      ? []
      : [{ pointer: `/${field}`, detail: "Type it in as a new request, and reject this one." }],
  );
  const [said, until] = [sealOf(before), sealOf(content)];
  if (said === undefined || until === undefined || until <= said) return fixed;
  const detail = `The public log says ${said}: a seal can be made shorter, never longer.`;
  return [...fixed, { pointer: "/forbidsNotice/until", detail }];
}

function under(path: string, problems: readonly RuleProblem[]): readonly RuleProblem[] {
  return problems.map(({ pointer, detail }) => ({ pointer: `${path}${pointer}`, detail }));
}

/** Records meetings that are new to the request. Answers the number of each. */
async function recordMeetings(
  tx: Transaction<Database>,
  request: { readonly id: string; readonly meetings: readonly RecordedMeeting[] },
  named: readonly FoundMeeting[],
): Promise<readonly number[]> {
  const known = new Map(request.meetings.map(({ room, no }) => [room, no]));
  let last = Math.max(0, ...known.values());
  for (const meeting of named) {
    if (known.has(meeting.room)) continue;
    last += 1;
    await insertMeeting(tx, request.id, { ...meeting, no: last });
    known.set(meeting.room, last);
  }
  return named.map(({ room }) => known.get(room) ?? 0);
}

/** The day of which the public was told that who asked is named when it is over. */
function sealOf({ forbidsNotice }: RequestContent): string | undefined {
  return forbidsNotice?.until.slice(0, 10);
}

/** Undefined: what was said of the seal stays. A seal whose day is past ends today. */
function earlierSeal(
  before: RequestContent,
  after: RequestContent,
  today: string,
): string | undefined {
  const said = sealOf(before);
  const now = sealOf(after) ?? today;
  const until = now > today ? now : today;
  return said !== undefined && until < said ? until : undefined;
}

async function publish(tx: Transaction<Database>, id: string): Promise<void> {
  const request = await recorded(tx, id);
  const content = contentOf(request);
  const { branch, demands } = content;
  const sealedUntil = sealOf(content);
  await appendEntry(tx, {
    kind: "request-received",
    request: request.number,
    authority: request.authority.name,
    branch,
    demands: demands.map(({ kind }) => kind),
    meetings: commitmentsOf(request),
    ...(sealedUntil === undefined ? {} : { sealedUntil }),
  });
}

async function publishCorrection(
  tx: Transaction<Database>,
  before: RequestCase,
  now: Date,
): Promise<void> {
  const request = await recorded(tx, before.id);
  const { branch, demands } = contentOf(request);
  const sealedUntil = earlierSeal(
    contentOf(before),
    contentOf(request),
    now.toISOString().slice(0, 10),
  );
  await appendEntry(tx, {
    kind: "request-corrected",
    request: request.number,
    branch,
    demands: demands.map(({ kind }) => kind),
    meetings: commitmentsOf(request),
    ...(sealedUntil === undefined ? {} : { sealedUntil }),
  });
}

/** Of the meetings that it names now, each once. */
function commitmentsOf(request: RequestCase): readonly string[] {
  return [...new Set(namedMeetings(request).map(({ meetingCommitment }) => meetingCommitment))];
}

async function recorded(tx: Transaction<Database>, id: string): Promise<RequestCase> {
  const request = await readRequest(tx, id);
  if (request === undefined) throw new TypeError("a request that was recorded is missing");
  return request;
}
