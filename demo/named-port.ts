import { freePort, isTaken } from "@graticule/server/processes/free-port";

/**
 * The first of these ports that is free under the name "localhost", else any. Browsers resolve it
 * to ::1 first: they would reach a program that has the port there.
 */
export async function namedPort(wished: readonly number[]): Promise<number> {
  const taken = await Promise.all(wished.map((port) => isTaken(port, "::1")));
  const free = wished.filter((_, index) => taken[index] === false);
  return await freePort("tcp", free, "127.0.0.1");
}
