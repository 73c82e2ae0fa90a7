import { whenTold } from "../log-days.ts";
import { until } from "../until.ts";
import type { World } from "./world.ts";

/** Until what the last move leads to has happened, as far as it waits for no hour to come. */
export async function settle({ database, service, log }: World): Promise<void> {
  if (log.held === undefined) {
    await whenTold(service, database);
    await until(async () => {
      const due = `SELECT FROM job WHERE kind = 'terms-effect' OR kind = 'operator-act' AND due_at <= now()`;
      return (await database.pool.query(due)).rowCount === 0;
    });
    await whenTold(service, database);
  }
  await service.deps.directory.refresh({ kind: "all" });
  await service.deps.enforcement.settled();
}
