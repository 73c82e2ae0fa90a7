import { randomInt } from "node:crypto";
import { freePort } from "@graticule/server/processes/free-port";

/** Of each of the test processes that run at a time: what one picks, another doesn't pick meanwhile. */
const first = 20_000 + 3_000 * (Number(process.env["VITEST_POOL_ID"] ?? 0) % 4);
const picked = new Set<number>();

/**
 * A free port below those the system assigns (32768 and up on Linux), so that no other program's
 * connection takes it meanwhile. Each once.
 */
export async function quietPort(host: string): Promise<number> {
  const wished = Array.from({ length: 40 }, () => first + randomInt(3_000));
  const port = await freePort(
    "tcp",
    wished.filter((one) => !picked.has(one)),
    host,
  );
  picked.add(port);
  return port;
}
