import { randomUUID } from "node:crypto";
import type { RequestContent } from "@graticule/api/requests";
import type { Transaction } from "kysely";
import type { Seal } from "../../config/seal.ts";
import type { Database } from "../../db/schema.ts";
import { appendEntry } from "../../public-record/public-entries.ts";
import type { RuleProblem } from "../../rooms/expand-rule.ts";
import type { Signers } from "../../rooms/order-signers.ts";
import { type ActTable, permitted, recordAct } from "./act.ts";
import { contentOf, namedMeetings, type RecordedMeeting, type RequestCase } from "./case.ts";
import {
  type FoundMeeting,
  findMeetings,
  insertMeeting,
  insertRequest,
  isInRegister,
} from "./intake-store.ts";
import { publishRepeats } from "./repeats.ts";
import { insertEvent, readRequest } from "./store.ts";
import { tellOfRequest } from "./tell-hosts.ts";

/**
 * Records a request, publicly that it came, and for the hosts of its meetings. `by`: who typed it
 * in. `notified`: their rooms.
 */
export async function receiveRequest(
  tx: Transaction<Database>,
  {
    content,
    seal,
    by,
    now,
    signed,
  }: {
    readonly content: RequestContent;
    readonly seal: Seal;
    readonly by: string;
    readonly now: Date;
    readonly signed: Signers;
  },
): Promise<
  | { readonly kind: "received"; readonly id: string; readonly notified: readonly string[] }
  | { readonly kind: "invalid"; readonly problems: readonly RuleProblem[] }
> {
  const found = await findMeetings(tx, content.meetings);
  const problems = [
    ...meetingProblems(content, found),
    ...timeProblems(content, now),
    ...senderProblems(content),
    ...(await authorityProblems(tx, content, signed)),
  ];
  if (problems.length > 0) return { kind: "invalid", problems };
  const [id, receivedAt] = [randomUUID(), new Date(content.receivedAt)];
  const authorityId = content.authorityId ?? null;
  await insertRequest(tx, { id, authorityId, receivedAt, enteredBy: by });
  const meetingNos = await recordMeetings(tx, { id, meetings: [] }, foundOf(content, found));
  const body = { content, meetingNos };
  await insertEvent(tx, seal, { requestId: id, kind: "received", byPerson: by, body });
  const request = await recorded(tx, seal, id);
  await appendEntry(tx, {
    kind: "request-received",
    came: receivedAt.toISOString().slice(0, 10),
    authority: request.authority?.name,
    ...publicPart(request),
    sealedUntil: sealOf(content),
  });
  await publishRepeats(tx, (one) => one.id === id);
  return { kind: "received", id, notified: await tellOfRequest(tx, request) };
}

/** Corrections of what was typed in, until someone calls back or begins the review. */
export const correction: Pick<ActTable, "correct"> = {
  correct: permitted("correct", async (context, { content }) => {
    const { tx, seal, request, now } = context;
    const found = new Map([
      ...deletedSince(request),
      ...(await findMeetings(tx, content.meetings)),
    ]);
    const problems = [
      ...meetingProblems(content, found),
      ...numberProblems(foundOf(content, found), request),
      ...timeProblems(content, now),
      ...senderProblems(content),
      ...fixedProblems(content, request),
    ];
    if (problems.length > 0) return { kind: "invalid", problems: under("/content", problems) };
    const meetingNos = await recordMeetings(tx, request, foundOf(content, found));
    await recordAct(context, "corrected", { content, meetingNos });
    const corrected = await recorded(tx, seal, request.id);
    await appendEntry(tx, {
      kind: "request-corrected",
      ...publicPart(corrected),
      sealedUntil: earlierSeal(contentOf(request), content, now.toISOString().slice(0, 10)),
    });
    await publishRepeats(tx, ({ id }) => id === request.id);
    const notified = await tellOfRequest(tx, corrected, request);
    return { kind: "done", refresh: [], notified };
  }),
};

/** By code: a correction can go on naming them, however long ago they were deleted. */
function deletedSince(request: RequestCase): readonly (readonly [string, FoundMeeting])[] {
  return namedMeetings(request).flatMap(({ code, room, meetingCommitment, hostCommitment }) =>
    room === undefined ? [[code, { kind: "deleted", meetingCommitment, hostCommitment }]] : [],
  );
}

function foundOf(
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
      if (!found.has(code))
        return [
          {
            pointer,
            detail:
              "No meeting has this code, and none that was deleted in the last 90 days. Check it.",
          },
        ];
      if (meetings.indexOf(code) === index) return [];
      return [{ pointer, detail: "This meeting is already on the list." }];
    }),
    ...demands.flatMap(({ meeting }, index) =>
      meeting === undefined || meeting < meetings.length
        ? []
        : [{ pointer: `/demands/${index}/meeting`, detail: "The request names no such meeting." }],
    ),
  ];
}

/** As the database has it: a request keeps the number of each meeting that it ever named. */
const mostMeetings = 50;

function numberProblems(
  named: readonly FoundMeeting[],
  { meetings }: Pick<RequestCase, "meetings">,
): readonly RuleProblem[] {
  const ever = new Set([...meetings.map(recordedName), ...named.map(nameOf)]);
  if (ever.size <= mostMeetings) return [];
  const detail = `With those that it named before its corrections, this request would name ${ever.size} meetings, and ${mostMeetings} is the most. Enter another request for the others.`;
  return [{ pointer: "/meetings", detail }];
}

const yearMs = 366 * 86_400_000;

function timeProblems(content: RequestContent, now: Date): readonly RuleProblem[] {
  const { receivedAt, forbidsNotice } = content;
  const problems: RuleProblem[] = [];
  if (Date.parse(receivedAt) > now.getTime()) {
    problems.push({ pointer: "/receivedAt", detail: "This time is in the future." });
  }
  // The log has no days before.
  if (receivedAt < "2000") {
    problems.push({ pointer: "/receivedAt", detail: "This time is too long ago." });
  }
  if (forbidsNotice !== undefined && Date.parse(forbidsNotice.until) > now.getTime() + yearMs) {
    problems.push({
      pointer: "/forbidsNotice/until",
      detail: "This can be at most a year from now.",
    });
  }
  return problems;
}

async function authorityProblems(
  tx: Transaction<Database>,
  { authorityId }: RequestContent,
  signed: Signers,
): Promise<readonly RuleProblem[]> {
  if (authorityId === undefined || (await isInRegister(tx, authorityId, signed))) return [];
  return [{ pointer: "/authorityId", detail: "This authority is no longer in the register." }];
}

/** Who asks is in the register, or is what it calls itself: no one knows what that is, and no law of its delays anything. */
function senderProblems(content: RequestContent): readonly RuleProblem[] {
  const { authorityId, sender, branch, forbidsNotice } = content;
  const isUnknown = authorityId === undefined;
  const wrong: readonly (RuleProblem & { readonly is: boolean })[] = [
    {
      is: !isUnknown && sender !== undefined,
      pointer: "/sender",
      detail: "The register has this authority’s name.",
    },
    {
      is: isUnknown && sender === undefined,
      pointer: "/sender",
      detail: "Choose an authority of the register, or write what this sender calls itself.",
    },
    {
      is: isUnknown && branch !== "other",
      pointer: "/branch",
      detail: "No one knows what this sender is.",
    },
    {
      is: isUnknown && forbidsNotice !== undefined,
      pointer: "/forbidsNotice",
      detail: "A sender who isn’t in the register can delay nothing.",
    },
  ];
  return wrong.flatMap(({ is, ...problem }) => (is ? [problem] : []));
}

/** A correction can't change who asks or when it came, nor seal what the log names, for longer or once more. */
function fixedProblems(content: RequestContent, request: RequestCase): readonly RuleProblem[] {
  const before = contentOf(request);
  const fixed = (["authorityId", "receivedAt"] as const).flatMap((field) =>
    content[field] === before[field]
      ? []
      : [
          {
            pointer: `/${field}`,
            detail: "This can’t be changed here. Enter a new request and reject this one.",
          },
        ],
  );
  const [stated, until] = [sealOf(before), sealOf(content)];
  if (until === undefined || (stated !== undefined && until <= stated)) return fixed;
  const detail =
    stated === undefined
      ? "The public log names this authority already. Nothing hides its name any more."
      : `The public log says ${stated}. That can only be made shorter, never longer.`;
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
  const known = new Map(request.meetings.map((meeting) => [recordedName(meeting), meeting.no]));
  for (const meeting of named) {
    if (known.has(nameOf(meeting))) continue;
    const no = Math.max(0, ...known.values()) + 1;
    await insertMeeting(tx, request.id, { ...meeting, no });
    known.set(nameOf(meeting), no);
  }
  return named.map((meeting) => known.get(nameOf(meeting)) ?? 0);
}

/** What tells it from others: its room, or if it is deleted its commitment. */
function nameOf(meeting: FoundMeeting): string {
  return meeting.kind === "there" ? meeting.room : meeting.meetingCommitment;
}

const recordedName = ({ room, meetingCommitment }: RecordedMeeting): string =>
  room ?? meetingCommitment;

/** The last day on which the public does not learn who asked. */
function sealOf({ forbidsNotice }: RequestContent): string | undefined {
  return forbidsNotice?.until.slice(0, 10);
}

/** The seal's new end where a correction shortens it, today at the earliest; undefined: it stays. */
function earlierSeal(
  before: RequestContent,
  after: RequestContent,
  today: string,
): string | undefined {
  const stated = sealOf(before);
  const asked = sealOf(after) ?? today;
  const until = asked > today ? asked : today;
  return stated !== undefined && until < stated ? until : undefined;
}

/** What the log says of a request as it is now. */
function publicPart(request: RequestCase) {
  const { branch, demands } = contentOf(request);
  const commitments = namedMeetings(request).map(({ meetingCommitment }) => meetingCommitment);
  return {
    request: request.number,
    branch,
    demands: demands.map(({ kind }) => kind),
    meetings: [...new Set(commitments)],
  };
}

async function recorded(tx: Transaction<Database>, seal: Seal, id: string): Promise<RequestCase> {
  const request = await readRequest(tx, seal, id);
  if (request === undefined) throw new TypeError("a request that was recorded is missing");
  return request;
}
