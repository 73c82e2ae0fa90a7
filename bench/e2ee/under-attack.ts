import type { KeysMessage } from "@graticule/api/keys";
import type { LinkSecret } from "@graticule/e2ee/link-secret";
import { createProposer, readCommit } from "@graticule/server/delivery/mls-wire";
import { type Client, Simulation } from "@graticule/server/tests/delivery/simulation";
import { randomFrom } from "@graticule/verify/tests/random";
import { newSecret, RealClient } from "./real-client.ts";

/**
 * Ten or more real members come and go while two guests without the link answer every message with
 * another hello (attack 43). Returns, for each removal, how long until no one sends with keys that
 * the removed person has, in milliseconds. The network and the pages' thinking are virtual: 3 to
 * 100 ms for each message and its answer.
 */
export async function removalsUnderAttack(seed: number): Promise<readonly number[]> {
  const secret = newSecret();
  const another = newSecret();
  const below = randomFrom(seed);
  const simulation = new Simulation({
    proposer: createProposer(),
    readCommit,
    newClient: (identity) => RealClient.come(secret, identity),
    random: () => below(2 ** 32) / 2 ** 32,
    most: 12,
    disturbances: [[1, "leave"]],
    ghosts: [1, 2].map(() => ghostOf(another)),
  });
  const { tookMs, faults } = await simulation.run(40);
  if (faults.length > 0) throw new Error(faults.join());
  return tookMs;
}

/** Each time with another key package, all made with another link's secret. */
function ghostOf(secret: LinkSecret): Client {
  let keyPackage = "";
  const hello = async (): Promise<readonly KeysMessage[]> => {
    const said = await (await RealClient.come(secret, "ghost")).connected();
    for (const message of said) if (message.kind === "hello") keyPackage = message.keyPackage;
    return said;
  };
  return {
    get keyPackage() {
      return keyPackage;
    },
    connected: hello,
    hear: hello,
    impatient: hello,
    overdue: async () => [],
    standing: () => undefined,
    lastKeys: "go-on",
    isHonest: false,
  };
}
