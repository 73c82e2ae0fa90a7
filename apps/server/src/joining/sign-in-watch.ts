import type { SessionGuard } from "../http/session.ts";
import type { Join, Joins } from "../presence/joins.ts";
import { irregularly } from "../processes/irregularly.ts";

export interface SignInWatchParts {
  readonly joins: Pick<Joins, "all" | "find" | "sessionIs">;
  readonly sessions: Pick<SessionGuard, "lasting">;
}

/** Half as long again is how long the page of a session that has ended is a host's at most. */
const lookEveryMs = 3_000;

export type SignInWatch = ReturnType<typeof startSignInWatch>;

/** Looks whether the sessions with which pages came still go on. While the database is away all stays as it is. */
export function startSignInWatch({ joins, sessions }: SignInWatchParts) {
  const look = async (some: Iterable<Join>): Promise<void> => {
    const asked = [...some].flatMap(({ id, signInId }) =>
      signInId === undefined ? [] : [{ id, signInId }],
    );
    if (asked.length === 0) return;
    const lasting = await sessions.lasting([...new Set(asked.map(({ signInId }) => signInId))]);
    for (const { id, signInId } of asked) {
      const join = joins.find(id);
      if (join?.signInId === signInId) joins.sessionIs(join, lasting.has(signInId));
    }
  };
  const back = new Set<Join>();
  let looking = false;
  /** One look at a time: of two, the later answer could be the older one. */
  const begin = async (some: Iterable<Join>): Promise<void> => {
    if (looking) return;
    looking = true;
    await look(some).catch(() => undefined);
    looking = false;
    if (back.size > 0) await begin(takeAll(back));
  };
  const stop = irregularly(() => void begin(joins.all()), lookEveryMs);
  return {
    /** A page brings its join back: it is no host's before its session was asked for. */
    heard: (join: Join): void => {
      if (join.isSignedIn) return;
      back.add(join);
      if (!looking) void begin(takeAll(back));
    },
    close: stop,
  };
}

function takeAll<One>(set: Set<One>): readonly One[] {
  const all = [...set];
  set.clear();
  return all;
}
