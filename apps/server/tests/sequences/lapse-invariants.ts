import { decide } from "@graticule/admission/decide";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { createRoomStore } from "@graticule/server/rooms/store";
import { createRoomDirectory } from "@graticule/server/rooms/stored-room-directory";
import { expect } from "vitest";
import type { World } from "./world.ts";

/** Whether the log was signed less than ten minutes ago by the database's clock. */
export async function isLogAlive({ database }: World): Promise<boolean> {
  const { rows } = await database.pool.query<{ alive: boolean }>(
    "SELECT signed_at > now() - interval '10 minutes' AS alive FROM ledger_head",
  );
  return rows[0]?.alive === true;
}

/**
 * 11: without a signer no order and no rule of the whole service keeps anyone out. Asked of rooms as a
 * process reads them that starts now: the clock of the one that runs can't be moved.
 */
export async function lookAtLapse({ database, meetings }: World): Promise<void> {
  const feed = { onChange: () => () => undefined, onFresh: () => () => undefined };
  const directory = await createRoomDirectory({
    store: createRoomStore(database.service.db),
    feed,
  });
  for (const { room } of meetings) {
    await directory.load(room);
    const found = directory.find(room);
    for (const code of ["CN", "HK"]) {
      const place = parsePlace(code) as Place;
      const fix = { standing: "established", reasons: [], place } as const;
      const is = found && decide(fix, found.limits, directory.now()).kind;
      expect(is, "kept out while no one signs the log (11)").toBe("admit");
    }
  }
  await directory.close();
}
