import type { Judge, Notice } from "../decision/judge.ts";
import { outcomeOf } from "../decision/outcome.ts";
import type { MediaEngine } from "../media/media-engine.ts";
import type { JoinStreams, PrivateNotice } from "../presence/join-streams.ts";
import type { Seat } from "../presence/seats.ts";

export interface NoticesParts {
  readonly judge: Pick<Judge, "noticeTo">;
  readonly joinStreams: Pick<JoinStreams, "tellNotice">;
  readonly engine: Pick<MediaEngine, "tell">;
}

/**
 * Tells someone who may stay now, but whom an order will soon keep out: on the page's stream, else
 * by a data packet that any client can read. Once, and again when it changes.
 */
export function tellNotice(seat: Seat, { judge, joinStreams, engine }: NoticesParts): void {
  const { room, identity } = seat;
  const noticed = judge.noticeTo(room, seat);
  if (noticed.kind === "unsaid") return;
  const notice = noticed.kind === "notice" ? privateNotice(noticed) : undefined;
  const text = notice === undefined ? "" : JSON.stringify({ kind: "notice", ...notice });
  if (text === seat.lastSentNotice) return;
  seat.lastSentNotice = text;
  if (joinStreams.tellNotice(room, identity, notice)) return;
  // Other clients are not told that an order was lifted.
  if (text === "") return;
  void engine.tell(room, identity, "graticule", new TextEncoder().encode(text));
}

function privateNotice({ coming, at }: Notice): PrivateNotice | undefined {
  const outcome = outcomeOf(coming);
  if (outcome.kind !== "refused") return undefined;
  return { refusal: outcome.refusal, at: new Date(at).toISOString() };
}
