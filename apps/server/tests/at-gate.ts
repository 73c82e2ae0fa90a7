import { onTestFinished } from "vitest";
import { accountKey, france, type GateStack } from "./fakes.ts";
import { Film } from "./film.ts";
import { forwardFrom } from "./forward.ts";
import { mintToken, oldQuery, RawClient } from "./raw-client.ts";

/** A client at this gate, or past it, that is closed with the test. */
export function openAt(
  stack: GateStack,
  room: string,
  identity: string,
  { from = france, key = accountKey as SigningKey, port = stack.port, query = oldQuery } = {},
): RawClient {
  const client = new RawClient({ port, target: query(mintToken(key, room, identity)), from });
  onTestFinished(() => client.close());
  return client;
}

interface SigningKey {
  readonly id: string;
  readonly secret: string;
}

/** Someone with a camera at this gate, who comes again as LiveKit's clients do, until the test ends. */
export async function filmAt(
  { port }: GateStack,
  room: string,
  identity: string,
  from: string,
): Promise<Film> {
  const way = await forwardFrom(from, port);
  const person = new Film();
  onTestFinished(async () => {
    await person.leave();
    way.close();
  });
  await person.enter(way.url, mintToken(accountKey, room, identity));
  return person;
}
