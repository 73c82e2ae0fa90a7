import type { CommitHead } from "@graticule/delivery/ports";
import { readCommit } from "@graticule/server/delivery/mls-wire";
import { randomFrom } from "@graticule/verify/tests/random";
import { OpenMls } from "./openmls.ts";
import { RealMember, type RealWorld } from "./real-member.ts";
import { Relayed } from "./relayed.ts";
import { type Client, everything, Simulation } from "./simulation.ts";
import { frameLabel, TwinMember } from "./twin-member.ts";

/**
 * OpenMLS puts additions first in a commit, and removals in any order. RFC 9420 leaves that to the
 * committer (section 12.4), as long as additions keep their order; our service requires the order
 * it proposed. Only that rule of ours is waived here.
 */
function inOurOrder(relayed: Relayed): (text: string, welcome?: string) => CommitHead | undefined {
  return (text, welcome) => {
    const head = readCommit(text, welcome);
    if (head === undefined) return undefined;
    const places = head.refs.map((ref) => [relayed.placeOf(ref), ref] as const);
    const refs = places.sort(([one], [other]) => one - other).map(([, ref]) => ref);
    return { ...head, refs };
  };
}

interface MixedCall {
  readonly faults: readonly string[];
  /** Epochs with members of both kinds. */
  readonly shared: number;
  readonly relayed: Relayed;
  readonly members: readonly (RealMember | TwinMember)[];
}

/** A call whose members are alternately ours and OpenMLS. */
export async function mixedCall(
  world: RealWorld,
  seed: number,
  label = frameLabel,
): Promise<MixedCall> {
  const openMls = new OpenMls();
  const below = randomFrom(seed);
  const random = () => below(2 ** 32) / 2 ** 32;
  const relayed = new Relayed();
  const members: (RealMember | TwinMember)[] = [];
  const epochs = { ours: new Set<string>(), theirs: new Set<string>() };
  const newClient = async (identity: string): Promise<Client> => {
    const isTheirs = random() < 0.5;
    const member = isTheirs
      ? await TwinMember.come(openMls, world, identity, { label, chance: random })
      : await RealMember.come(world, identity);
    members.push(member);
    return relayed.listenTo(member, () => {
      const at = member.standing();
      if (at !== undefined) epochs[isTheirs ? "theirs" : "ours"].add(`${at.group} ${at.epoch}`);
    });
  };
  const simulation = new Simulation({
    proposer: relayed.proposer,
    readCommit: inOurOrder(relayed),
    random,
    newClient,
    disturbances: everything,
    most: 3 + Math.floor(random() * 12),
  });
  try {
    const outcome = await simulation.run(25);
    const faults = [...outcome.faults, ...members.flatMap((one) => one.faults)];
    const shared = [...epochs.ours].filter((epoch) => epochs.theirs.has(epoch)).length;
    return { faults: faults.map((fault) => `seed ${seed}: ${fault}`), shared, relayed, members };
  } finally {
    openMls.close();
  }
}
