import { blocksOf } from "./blocks.ts";
import type { Report, ServiceSize, Task } from "./messages.ts";
import { costOfOrders } from "./orders.ts";
import { startSimulated } from "./simulated.ts";

/** `child.ts SIZE`: one simulated instance, which works through the tasks that it is sent. */
const service = await startSimulated(JSON.parse(process.argv[2] ?? "") as ServiceSize);
const tell = (report: Report): void => void process.send?.(report);

process.on("message", (task: Task) => {
  const work = task.kind === "orders" ? costOfOrders(service, task.count) : blocksOf(service);
  work.then(tell, (error: unknown) => {
    process.stderr.write(`${(error as Error).stack}\n`);
    process.exit(1);
  });
});
process.on("disconnect", () => void service.stop().finally(() => process.exit(0)));
tell({ kind: "ready", seatBytes: service.seatBytes });
