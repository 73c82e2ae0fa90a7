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
 * Tells those whom an order will keep out soon, and nobody else: on the page's own stream, else by a
 * data packet that any client can read. Each once, and again when it changes.
 */
export class Notices {
  readonly #parts: NoticesParts;

  constructor(parts: NoticesParts) {
    this.#parts = parts;
  }

  /** For a seat that may stay as things are. */
  look(seat: Seat): void {
    const noticed = this.#parts.judge.noticeTo(seat.room, seat);
    if (noticed.kind === "unsaid") return;
    const notice = noticed.kind === "notice" ? toldAs(noticed) : undefined;
    const text = notice === undefined ? "" : JSON.stringify({ kind: "notice", ...notice });
    if (text === seat.lastSentNotice) return;
    seat.lastSentNotice = text;
    const { room, identity } = seat;
    if (this.#parts.joinStreams.tellNotice(room, identity, notice)) return;
    // Clients that are not our page learn of a lifted order by being left alone.
    if (text === "") return;
    void this.#parts.engine.tell(room, identity, "graticule", new TextEncoder().encode(text));
  }
}

function toldAs({ coming, at }: Notice): PrivateNotice | undefined {
  const outcome = outcomeOf(coming);
  if (outcome.kind !== "refused") return undefined;
  return { refusal: outcome.refusal, at: new Date(at).toISOString() };
}
