import { freePort } from "@graticule/server/processes/free-port";
import { whereNameIsOurs } from "@graticule/server/service-address";

/** The first of these ports that is free under the name "localhost", else any. */
export async function namedPort(wished: readonly number[]): Promise<number> {
  return await freePort("tcp", await whereNameIsOurs(wished), "127.0.0.1");
}
