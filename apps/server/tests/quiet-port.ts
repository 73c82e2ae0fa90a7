import { randomInt } from "node:crypto";
import { freePort } from "@graticule/server/processes/free-port";

/**
 * A free port below those the system assigns (32768 and up on Linux), so that no other program's
 * connection takes it meanwhile.
 */
export function quietPort(host: string): Promise<number> {
  const wished = Array.from({ length: 20 }, () => randomInt(20_000, 32_000));
  return freePort("tcp", wished, host);
}
