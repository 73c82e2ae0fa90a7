import { exceptedFrom } from "@graticule/desk/reach";
import type { NewRow } from "../../db/rows.ts";
import { ProblemError, problemOf } from "../../http/problem.ts";
import { appendEntry } from "../../public-record/public-entries.ts";
import {
  type ActContext,
  type ActTable,
  type DeskActOutcome,
  invalidAct,
  recordAct,
  refuseAct,
} from "./act.ts";
import { type CaseMeeting, caseAuthorityOf, namedMeetings } from "./case.ts";
import { lookPermitsOf, secondLookAskedBy } from "./permits.ts";
import { insertLook } from "./store.ts";

/** Who looked, and who agreed to a second look. */
type Lookers = Pick<NewRow<"desk_look">, "ordinal" | "byPerson" | "withPerson">;

export const lookActs: Pick<ActTable, "look" | "second-look"> = {
  async look(context, { meeting: index }) {
    const meeting = namedMeetings(context.request)[index];
    if (meeting === undefined) return noSuchMeeting;
    const sitting = await context.sittingOf(meeting.code);
    const permit = lookPermitsOf(context, meeting, sitting).look;
    if (permit !== "yes") return refuseAct(permit);
    if (context.request.looks.some(({ meetingNo }) => meetingNo === meeting.no)) {
      return await recordAct(context, "look-asked", { meetingNo: meeting.no });
    }
    const byPerson = context.session.member.id;
    return await takeLook(context, meeting, { ordinal: 1, byPerson, withPerson: null });
  },

  async "second-look"(context, { meeting: index }) {
    const meeting = namedMeetings(context.request)[index];
    if (meeting === undefined) return noSuchMeeting;
    const sitting = await context.sittingOf(meeting.code);
    const permit = lookPermitsOf(context, meeting, sitting).second;
    if (permit !== "yes") return refuseAct(permit);
    const byPerson = secondLookAskedBy(context.request, meeting.no)?.id;
    if (byPerson === undefined) return refuseAct("not-yet");
    const withPerson = context.session.member.id;
    return await takeLook(context, meeting, { ordinal: 2, byPerson, withPerson });
  },
};

const noSuchMeeting = invalidAct("/meeting", "The request doesn't name this meeting.");

/**
 * Counts networks with a seat established in the authority's reach as a whole, and keeps the bucket, or that none
 * can be told. INVARIANT: the number itself never leaves the owner of the room, and smaller places
 * are never asked about.
 */
async function takeLook(
  context: ActContext,
  { room, no, meetingCommitment }: CaseMeeting,
  lookers: Lookers,
): Promise<DeskActOutcome> {
  const { tx, request, reach, disputed, canTell, lookAt } = context;
  if (room === undefined) throw new TypeError("a look at a meeting that is deleted");
  const excepted = exceptedFrom(reach, disputed, caseAuthorityOf(request).home);
  const bucket = canTell ? await lookAt(room, { places: reach, excepted }) : "cannot-tell";
  if (bucket === undefined) throw new ProblemError(problemOf("cannot-check"));
  await insertLook(tx, { requestId: request.id, meetingNo: no, bucket, ...lookers });
  const looked = await recordAct(context, "looked", { meetingNo: no });
  await appendEntry(tx, {
    kind: "look",
    request: request.number,
    meeting: meetingCommitment,
    ordinal: lookers.ordinal,
  });
  return looked;
}
