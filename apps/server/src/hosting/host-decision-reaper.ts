import type { Owners } from "../cluster/owners.ts";
import type { LiveRooms, RoomState } from "../presence/live-room.ts";
import type { Seats } from "../presence/seats.ts";
import type { Suspects } from "../presence/suspects.ts";
import { irregularly } from "../processes/irregularly.ts";
import type { HostingStore } from "./store.ts";

export interface HostDecisionReaperParts {
  readonly live: LiveRooms;
  readonly owners: Pick<Owners, "holds" | "adopt">;
  readonly store: Pick<HostingStore, "roomsToForget" | "forgetSitting">;
  readonly suspects: Pick<Suspects, "forget" | "rooms">;
  readonly seats: Pick<Seats, "inRoom">;
  readonly monotonicNowMs?: () => number;
}

/** A sitting is over when its room was empty for so long. */
const emptyMs = 60 * 60_000;
const lookEveryMs = 5 * 60_000;

export type HostDecisionReaper = ReturnType<typeof createHostDecisionReaper>;

/**
 * Forgets, after each sitting of a meeting, what hosts decided about those who were in it. Only
 * seats count: a page left open before the door prolongs nothing.
 */
export function createHostDecisionReaper(parts: HostDecisionReaperParts) {
  const { live, owners, store, suspects, seats } = parts;
  const now = parts.monotonicNowMs ?? (() => performance.now());
  /** Monotonic: since when a room is empty of which something is remembered. */
  const kind: RoomState<{ emptySince: number | undefined }> = {
    make: () => ({ emptySince: undefined }),
    isIdle: ({ emptySince }) => emptySince === undefined,
  };

  const forget = async (room: string): Promise<void> => {
    suspects.forget(room);
    await store.forgetSitting(room);
  };

  /** Of our own rooms: whether another's is empty, that one knows. */
  const isEmpty = (room: string): boolean => owners.holds(room) && seats.inRoom(room).length === 0;

  const forgetIfOver = async (room: string): Promise<void> => {
    // Each forgetting takes a while: it may be another's by now.
    if (!isEmpty(room)) return;
    const state = live.of(room).get(kind);
    state.emptySince ??= now();
    if (now() - state.emptySince >= emptyMs) await forget(room);
  };

  const look = async (): Promise<void> => {
    const stored = await store.roomsToForget();
    // A room that no instance has is empty.
    await owners.adopt(stored);
    const empty = new Set([...stored, ...suspects.rooms()].filter(isEmpty));
    for (const [room, state] of live.with(kind)) if (!empty.has(room)) state.emptySince = undefined;
    for (const room of empty) await forgetIfOver(room);
  };

  // If the database is away, the next look does it.
  const quietly = (work: Promise<void>): Promise<void> => work.catch(() => undefined);
  const stop = irregularly(() => void quietly(look()), lookEveryMs);
  return {
    /** Never rejects. */
    look: () => quietly(look()),
    /** A meeting was ended: its decisions are forgotten now. */
    ended: (room: string) => void quietly(forget(room)),
    close: stop,
  };
}
