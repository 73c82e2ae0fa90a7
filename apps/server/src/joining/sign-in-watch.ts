import type { SessionGuard } from "../http/session.ts";
import type { Join, Joins } from "../presence/joins.ts";

export interface SignInWatchParts {
  readonly joins: Pick<Joins, "all" | "find" | "sessionIs">;
  readonly sessions: Pick<SessionGuard, "lasting">;
}

/** How long the page of a session that has ended is a host's at most. */
const lookEveryMs = 5_000;

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
  const quietly = (some: Iterable<Join>): void => void look(some).catch(() => undefined);
  const timer = setInterval(() => quietly(joins.all()), lookEveryMs).unref();
  return {
    /** A page brings its join back: it is no host's before its session was asked for. */
    heard: (join: Join): void => {
      if (!join.isSignedIn) quietly([join]);
    },
    close: () => clearInterval(timer),
  };
}
