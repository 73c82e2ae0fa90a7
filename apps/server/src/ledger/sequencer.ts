import { areEqual } from "@graticule/ledger/bytes";
import type { TreeHead } from "@graticule/ledger/checkpoint";
import type { Logger } from "pino";
import { sha256 } from "../public-record/translate.ts";
import type { Clock } from "./clock.ts";
import type { HeadFile } from "./head-file.ts";
import { isExplained, isOlder, type LastSeen, type Seen } from "./last-seen.ts";
import { LedgerFault, type LedgerFaultReason } from "./ledger-fault.ts";
import type { Signer } from "./signer.ts";
import type { LedgerStore, StoredHead } from "./store.ts";

export type LedgerState =
  | { readonly kind: "starting" | "signing" }
  /** No database, a stranger in it, or a full disk: tried again. `sinceMs`: not signed since, by our clock. */
  | { readonly kind: "waiting"; readonly sinceMs: number }
  /** Until the operator has looked and restarted the service. */
  | { readonly kind: "stopped"; readonly reason: LedgerFaultReason; readonly sinceMs: number };

export type Sequencer = ReturnType<typeof createSequencer>;

export interface SequencerParts {
  readonly store: LedgerStore;
  readonly headFile: HeadFile;
  readonly lastSeen: LastSeen;
  readonly clock: Clock;
  /** @param mayMakeKey nothing was ever signed for this log */
  readonly openSigner: (mayMakeKey: boolean) => Promise<Signer>;
  /**
   * Whether to begin from the database where the head's file is missing. What was signed in it has
   * to verify by our own key all the same. By default never.
   */
  readonly believes?: (published: StoredHead["published"]) => boolean;
  /** Whether no one else stays in the database with the service's password. Otherwise nothing is signed. By default no one does. */
  readonly isAlone?: () => boolean;
  readonly log: Pick<Logger, "error" | "warn">;
  /** How often it looks while entries come; 100 by default. */
  readonly everyMs?: number;
  /** How often it looks when nothing wakes it; 2,000 by default. */
  readonly idleMs?: number;
}

const nothing: TreeHead = { size: 0, root: sha256(new Uint8Array()) };

/** How often the database hears that all is well, while nothing is recorded. */
const proveEveryMs = 30_000;
/** Each further failure doubles the wait, up to this. */
const longestWaitMs = 10_000;
/**
 * How long it keeps looking at the short interval after it, or another signer, took an entry. One
 * recorded while others waited wakes no one, and is committed by then, unless its transaction takes
 * longer.
 */
const lingerMs = 5_000;

/**
 * The loop that takes what was recorded into the log, and signs it: within a second of its commit, or three if nothing wakes it.
 *
 * INVARIANT, whatever dies when: (1) what was recorded is in the database until it is in the tree,
 * in one transaction; (2) trees follow one another by compare-and-swap, so there is one history in
 * the database; (3) what is signed grew out of what this key signed before; (4) nothing is shown
 * before it is durable in the database and beside the key. So each round can begin from what is
 * stored, and needs to know nothing of the one before.
 */
export function createSequencer(parts: SequencerParts) {
  const {
    store,
    headFile,
    lastSeen,
    clock,
    log,
    everyMs = 100,
    idleMs = 2_000,
    isAlone = () => true,
  } = parts;
  const listeners = new Set<(size: number) => void>();
  let state: LedgerState = { kind: "starting" };
  let sound = false;
  let signer: Signer | undefined;
  let signed: TreeHead | undefined;
  /** How far the database was when all was well last; undefined: nobody remembers. */
  let seen: Seen | undefined;
  /** What this process has shown: at a start keys or name may be new, so the head is signed again. */
  let shown = -1;
  /** When the database last heard that all is well, by the monotonic clock. */
  let provedAt = Number.NEGATIVE_INFINITY;
  let setAside: number | undefined;

  const begin = async ({ published }: StoredHead): Promise<Signer> => {
    const size = (await headFile.read())?.size ?? 0;
    const opened = await parts.openSigner(published === undefined && size === 0);
    signed = await headFile.read();
    seen = await lastSeen.read();
    // INVARIANT: a database alone is not believed: it may be an old one in a new data folder. In a
    // cluster the other instances remember, and `adopt` checks the signature.
    if (signed === undefined && parts.believes?.(published) === true) signed = nothing;
    if (signed === undefined) throw new LedgerFault("head-file");
    return opened;
  };

  /** INVARIANT: nothing is signed, and orders lapse, while someone could keep them from being lifted. */
  const read = async (): Promise<StoredHead> => {
    if (!isAlone()) throw new Error("someone else is in the database");
    return await store.read();
  };

  /** One round. */
  const round = async (): Promise<"more" | "idle"> => {
    const stored = await read();
    noteSetAside(stored.setAside);
    signer ??= await begin(stored);
    if ((await follow(stored)) === "restored") return "more";
    sound = true;
    await adopt(signer, stored.published);
    await clock.mustBeBelieved(stored);
    // CRASH HERE: nothing was done.
    const head = await grow(stored);
    if (head === "lost" || head === "busy") return "idle";
    // CRASH HERE (or: committed, but reported as an error): the tree is larger than what is signed.
    // Nobody saw the new leaves, and none is lost: the next round finds them in the tree, and signs
    // this head or one that grew out of it.
    if (head.size !== shown || head.size !== stored.published?.size)
      await show(signer, { ...head, rounds: stored.rounds });
    else if (isToProve(stored)) await prove(stored);
    return stored.waits === "nothing" ? "idle" : "more";
  };

  const grow = async (stored: StoredHead): Promise<TreeHead | "lost" | "busy"> => {
    if (stored.waits === "nothing") return stored;
    busyUntil = performance.now() + lingerMs;
    const head = await store.grow(stored);
    // Otherwise it would loop for ever: what waits always makes a leaf.
    if (typeof head === "object" && head.size === stored.size) throw new Error("nothing was taken");
    return head;
  };

  /** Another signer with this key continued: what it signed counts for us, too. */
  const adopt = async (by: Signer, published: StoredHead["published"]): Promise<void> => {
    if (published === undefined || published.size <= (signed?.size ?? -1)) return;
    const theirs = await by.open(published.note);
    // INVARIANT: what stands beside the key was signed with it, for just this size.
    if (theirs?.size !== published.size) throw new LedgerFault("signature");
    if (!areEqual(await store.rootAt(theirs.size), theirs.root)) throw new LedgerFault("forked");
    await headFile.write(published.note);
    signed = theirs;
  };

  const show = async (by: Signer, head: TreeHead & Pick<StoredHead, "rounds">): Promise<void> => {
    const note = await by.sign(head);
    // CRASH HERE: a signature that nobody saw. Ed25519 is deterministic: the next one is equal.
    await headFile.write(note);
    signed = head;
    // CRASH HERE: the file knows the new head, readers the old one. Both are of one history; the
    // next round, or the next start, shows it.
    await store.publish(head, note);
    // CRASH HERE: done. The next round finds nothing to do.
    provedAt = performance.now();
    shown = head.size;
    for (const listener of listeners) listener(head.size);
  };

  const isToProve = ({ recorded }: StoredHead): boolean =>
    recorded > (seen?.recorded ?? -1) || performance.now() - provedAt >= proveEveryMs;

  /** Notes what the database holds by now, on both sides: first there, so that it never has less than is remembered. */
  const prove = async (stored: StoredHead): Promise<void> => {
    const rounds = await store.prove(stored);
    if (rounds !== undefined) await remember({ ...stored, rounds });
    provedAt = performance.now();
  };

  const remember = async (now: Seen): Promise<void> => {
    await lastSeen.write(now);
    seen = now;
  };

  /**
   * Whether the database continues what was signed and seen. `restored`: it went back to what it was
   * earlier, which is recorded just now: nothing decided before has effect any more.
   * @throws LedgerFault `behind`, `forked`: such a tree is neither extended nor signed
   */
  const follow = async (stored: StoredHead): Promise<"restored" | "yes"> => {
    const fault = await faultOf(store, signed, stored);
    const isBack = isOlder(stored, seen);
    const isNews = (isBack || fault !== undefined) && !isExplained(stored, seen);
    if (isNews) {
      await store.noteRestoration();
      log.warn("the database was restored: see docs/deploy.md, After a restore");
    }
    // CRASH HERE: the next start finds that it is recorded.
    if (isBack || isNews) await remember(stored);
    if (isNews) return "restored";
    if (fault !== undefined) throw new LedgerFault(fault);
    return "yes";
  };

  const noteSetAside = (count: number): void => {
    if (count > (setAside ?? 0)) {
      log.error(
        { entries: count },
        "a recorded act couldn't be written to the public log: see docs/deploy.md, The public log",
      );
    }
    setAside = count;
  };

  const notSignedSince = (): number => ("sinceMs" in state ? state.sinceMs : Date.now());

  const stopFor = (reason: LedgerFaultReason): void => {
    // After a fault of the file the database is unchanged: what was shown may still be shown.
    if (reason === "behind" || reason === "forked" || reason === "damaged") sound = false;
    state = { kind: "stopped", reason, sinceMs: notSignedSince() };
    log.error({ reason }, "the public log is no longer signed: see docs/deploy.md, The public log");
  };

  const rounds = async (): Promise<void> => {
    try {
      while (!closed && (await round()) === "more");
      state = { kind: "signing" };
      failures = 0;
    } catch (error) {
      if (error instanceof LedgerFault) return stopFor(error.code);
      if (state.kind !== "waiting") log.warn("the public log is waiting and will try again");
      state = { kind: "waiting", sinceMs: notSignedSince() };
      failures += 1;
    }
  };

  let closed = false;
  let failures = 0;
  let busyUntil = 0;
  let isWoken = false;
  let wake: () => void = () => {};

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const rest = async (): Promise<void> => {
    if (failures > 0) return await pause(Math.min(everyMs * 2 ** failures, longestWaitMs));
    await pause(everyMs);
    if (closed || isWoken || performance.now() < busyUntil) return;
    await pause(idleMs - everyMs);
  };

  let looked = (): void => {};
  const hasLooked = new Promise<void>((resolve) => {
    looked = resolve;
  });
  const loop = async (): Promise<void> => {
    while (!closed && state.kind !== "stopped") {
      isWoken = false;
      await rounds();
      looked();
      if (closed) return;
      await rest();
    }
  };
  const running = loop();

  return {
    state: (): LedgerState => state,
    /** What was recorded before the start is published, if it can be. */
    hasLooked,
    /** How many recorded entries the log could not say, as of the last good look. */
    setAside: (): number => setAside ?? 0,
    /** Tries again at once where it waits: something came back. */
    retry: (): void => {
      if (failures > 0) wake();
    },
    /** Looks soon: something was recorded. */
    wake: (): void => {
      isWoken = true;
      if (failures === 0) wake();
    },
    /** Whether the database continues from the last signature. If not, none of it is shown. */
    isSound: (): boolean => sound,
    /** Hears the size after each checkpoint that was published. */
    onPublished(listener: (size: number) => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /** Ends after the round that runs. */
    async close(): Promise<void> {
      closed = true;
      wake();
      await running;
    },
  };
}

/** Why such a tree is neither extended nor signed. */
async function faultOf(
  store: LedgerStore,
  signed: TreeHead | undefined,
  stored: StoredHead,
): Promise<"behind" | "forked" | undefined> {
  if (signed === undefined) return undefined;
  if (stored.size < signed.size) return "behind";
  const root = stored.size === signed.size ? stored.root : await store.rootAt(signed.size);
  return areEqual(root, signed.root) ? undefined : "forked";
}
