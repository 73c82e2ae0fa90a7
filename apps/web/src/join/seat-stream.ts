import type { JoinStreamListener } from "../api/join-stream.ts";
import type { JoinKey } from "../api/joins.ts";
import type { DoorEvent } from "./door-state.ts";
import { type HeardEvent, toDoorEvent } from "./join-events.ts";
import type { RoomFeed } from "./room-feed.ts";

export interface SeatStreamParts {
  readonly openStream: (seat: JoinKey, listener: JoinStreamListener) => () => void;
  /** Hears what is the call's matter, not the door's. */
  readonly room: RoomFeed;
  readonly onEvent: (event: DoorEvent) => void;
}

/** The event stream of one seat at a time: what it says of the door, and of the room. */
export class SeatStream {
  readonly #parts: SeatStreamParts;
  #open: { readonly joinId: string; readonly close: () => void } | undefined;

  constructor(parts: SeatStreamParts) {
    this.#parts = parts;
  }

  /** To this seat's, and no other's; one that is open stays. */
  listen({ joinId, key }: JoinKey): void {
    if (this.#open?.joinId === joinId) return;
    this.close();
    const { room, onEvent, openStream } = this.#parts;
    room.hear(undefined);
    room.hearNotice(undefined);
    room.hearMuted(false);
    room.hearSilence("ends");
    room.hearContest(undefined);
    room.hearPlace(undefined);
    const close = openStream(
      { joinId, key },
      {
        onEvent: (heard) => {
          this.#hearOfRoom(heard);
          const event = toDoorEvent(heard);
          if (event !== undefined) onEvent(event);
        },
        onSilence: (silence) => room.hearSilence(silence),
        onForgotten: () => {
          this.close();
          onEvent({ kind: "forgotten" });
        },
      },
    );
    this.#open = { joinId, close };
  }

  close(): void {
    this.#open?.close();
    this.#parts.room.forgetKeys();
    this.#open = undefined;
  }

  #hearOfRoom(heard: HeardEvent): void {
    const { room } = this.#parts;
    if (heard.kind === "room") room.hear(heard.room);
    if (heard.kind === "contest") room.hearContest(heard.contest);
    if (heard.kind === "state" && heard.said === "nothing") room.hearContest(undefined);
    if (heard.kind === "muted") room.hearMuted(true);
    if (heard.kind === "place") room.hearPlace(heard);
    if (heard.kind === "notice") room.hearNotice({ refusal: heard.refusal, at: heard.at });
    if (heard.kind === "keys") room.hearKeys(heard.keys);
    if (heard.kind === "state" && heard.admitted) room.hearNotice(undefined);
  }
}
