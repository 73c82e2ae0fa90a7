import { bucketOf } from "@graticule/desk/demand";
import { exceptedFrom } from "@graticule/desk/reach";
import { appendEntry } from "../../public-record/public-entries.ts";
import { type ActContext, type ActTable, done, invalidAct, refuseAct } from "./act.ts";
import { type CaseMeeting, namedMeetings } from "./case.ts";
import { lookPermitsOf, secondLookAskedBy } from "./permits.ts";
import { insertLook, record } from "./store.ts";

/** Who looked; of a second look also the person who agreed to it. */
interface Lookers {
  readonly ordinal: 1 | 2;
  readonly by: string;
  readonly with: string | undefined;
}

export const lookActs: Pick<ActTable, "look" | "second-look"> = {
  async look(context, { meeting: index }) {
    const meeting = namedMeetings(context.request)[index];
    if (meeting === undefined) return invalidAct("/meeting", "The request names no such meeting.");
    const sitting = await context.sittingOf(meeting.code);
    const permit = lookPermitsOf(context, meeting, sitting).look;
    if (permit !== "yes") return refuseAct(permit);
    const { tx, request, session } = context;
    const by = session.member.id;
    if (request.looks.some(({ meetingNo }) => meetingNo === meeting.no)) {
      const body = { meetingNo: meeting.no };
      await record(tx, { id: request.id, kind: "look-asked", by, body });
      return done;
    }
    await takeLook(context, meeting, { ordinal: 1, by, with: undefined });
    return done;
  },

  async "second-look"(context, { meeting: index }) {
    const meeting = namedMeetings(context.request)[index];
    if (meeting === undefined) return invalidAct("/meeting", "The request names no such meeting.");
    const sitting = await context.sittingOf(meeting.code);
    const permit = lookPermitsOf(context, meeting, sitting).second;
    if (permit !== "yes") return refuseAct(permit);
    const by = secondLookAskedBy(context.request, meeting.no)?.id;
    if (by === undefined) return refuseAct("not-yet");
    await takeLook(context, meeting, { ordinal: 2, by, with: context.session.member.id });
    return done;
  },
};

/**
 * Counts seats established in the authority's reach as a whole, and keeps the bucket; or that it can't be told.
 * INVARIANT: the number itself leaves this function in no way, and smaller places are never asked about.
 */
async function takeLook(
  { tx, request, reach, disputed, canTell, occupants, session }: ActContext,
  { room, no, meetingCommitment }: CaseMeeting,
  lookers: Lookers,
): Promise<void> {
  if (room === undefined) throw new TypeError("a look at a meeting that is deleted");
  const excepted = exceptedFrom(reach, disputed, request.authority.home);
  const bucket = canTell
    ? bucketOf(occupants.countEstablishedIn(room, reach, excepted))
    : "cannot-tell";
  await insertLook(tx, { requestId: request.id, meetingNo: no, bucket, ...lookers });
  const by = session.member.id;
  await record(tx, { id: request.id, kind: "looked", by, body: { meetingNo: no } });
  await appendEntry(tx, {
    kind: "look",
    request: request.number,
    meeting: meetingCommitment,
    ordinal: lookers.ordinal,
  });
}
