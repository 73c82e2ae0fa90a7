import { setTimeout as delay } from "node:timers/promises";
import { leaseTimes } from "./lease.ts";
import type { Membership } from "./membership.ts";
import type { PeerRow } from "./watch.ts";

/** `not-yet`: an instance that may still decide didn't say in time that it knows. */
export type KnownWhere = "everywhere" | "not-yet";

/** Resolves, within {@link withinMs}, to whether every instance knows what was committed before. */
export type Everywhere = () => Promise<KnownWhere>;

/** For a service of one process, which already knows its own writes. */
export const soleEverywhere: Everywhere = async () => "everywhere";

/** One question at a time: all who ask meanwhile share the next one. */
export function shared(everywhere: Everywhere): Everywhere {
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<KnownWhere> | undefined;
  return () => {
    next ??= running.then(() => {
      const asking = everywhere();
      running = asking.catch(() => undefined);
      next = undefined;
      return asking;
    });
    return next;
  };
}

export interface EverywhereParts {
  readonly membership: Pick<Membership, "look" | "peers" | "hasStopped">;
  /** Whether all is known here that was committed before. */
  readonly caughtUp: () => Promise<boolean>;
  /** Asks another instance the same. False: no answer in time, or it isn't known there. */
  readonly askCaughtUp: (peer: PeerRow) => Promise<boolean>;
}

/** Long enough for an instance that doesn't answer to stop deciding, and for us to see it. */
const withinMs = leaseTimes.judgeMs + leaseTimes.driftMs + 3 * leaseTimes.beatMs;
const againMs = 100;

/**
 * An instance counts as knowing if it says so, or if it had to stop deciding: before it decides
 * again, it catches up. The look at the database comes after the commit. So an instance that isn't
 * seen there starts later, and has the change in its first snapshot.
 */
export function createEverywhere(parts: EverywhereParts): Everywhere {
  const { membership, caughtUp, askCaughtUp } = parts;
  return async () => {
    const late = AbortSignal.timeout(withinMs);
    const known = async (peer: PeerRow): Promise<boolean> => {
      while (!late.aborted) {
        if ((await askCaughtUp(peer)) || membership.hasStopped(peer.id)) return true;
        await delay(againMs);
      }
      return false;
    };
    const all = async (): Promise<boolean> => {
      const [here, seen] = await Promise.all([caughtUp(), membership.look()]);
      if (!here || !seen) return false;
      return (await Promise.all(membership.peers().map(known))).every(Boolean);
    };
    const tooLate = new Promise<boolean>((settle) => {
      late.addEventListener("abort", () => settle(false), { once: true });
    });
    return (await Promise.race([all(), tooLate])) ? "everywhere" : "not-yet";
  };
}
