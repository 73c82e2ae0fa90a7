import {
  type EngineStatus,
  eventCounts,
  type InstanceStatus,
  instanceStatus,
  liveFigures,
  type ServiceStatus,
} from "@graticule/api/administration";
import { z } from "zod";
import type { Holdings } from "../cluster/holdings.ts";
import type { Cluster } from "../cluster/open-cluster.ts";
import type { Engines } from "../media/engines.ts";

type Several = NonNullable<Cluster["several"]>;

/** What an instance says of itself to the one that shows the status. Numbers alone. */
const word = z.object({
  id: z.string(),
  ...instanceStatus.shape.said.unwrap().omit({ people: true }).shape,
  /** People inside the rooms that it owns, by engine. */
  people: z.record(z.string(), z.number()),
  live: liveFigures,
  counts: eventCounts,
});
type Word = z.infer<typeof word>;

export interface ClusterStatusParts {
  readonly cluster: Pick<Cluster, "questions"> & { readonly several: Several };
  readonly engines: Pick<Engines, "all">;
  /** What this instance says of itself. */
  readonly own: () => Promise<Omit<Word, "id">>;
  /** Resolves to undefined if the work fails or takes too long. */
  readonly inTime: <T>(work: Promise<T>) => Promise<T | undefined>;
}

type ClusterStatus = Pick<ServiceStatus, "live" | "counts"> &
  Required<Pick<ServiceStatus, "cluster">>;

/** All instances and engines, as seen from this instance. Takes about a second at most. */
export function createClusterStatus(parts: ClusterStatusParts): () => Promise<ClusterStatus> {
  const { several, questions } = parts.cluster;
  const askAll = questions.ofAll("status", { body: z.null(), answer: word }, async () => ({
    id: several.self().id,
    ...(await parts.own()),
  }));
  return async () => {
    const [words, holdings] = await Promise.all([askAll(null), parts.inTime(several.holdings())]);
    return {
      live: sumOfLive(words),
      counts: sumOfCounts(words),
      cluster: {
        instances: instancesOf(several, words, holdings),
        engines: parts.engines.all().map(({ id, region, state }): EngineStatus => {
          const people = words.map((said) => said.people[id] ?? 0);
          const rooms = holdings && (holdings.engines.get(id) ?? 0);
          return { id, region, state, rooms, people: sum(people) };
        }),
      },
    };
  };
}

function instancesOf(
  { membership, self }: Several,
  words: readonly Word[],
  holdings: Holdings | undefined,
): InstanceStatus[] {
  const own = self();
  const all = [own, ...membership.peers()].map(({ id, url, draining }): InstanceStatus => {
    const said = words.find((one) => one.id === id);
    const roles = holdings?.roles.filter(({ instance }) => instance === id);
    return {
      address: new URL(url).host,
      isThis: id === own.id,
      draining,
      beatSecondsAgo: id === own.id ? 0 : Math.round(membership.beatMsAgo(id) / 1_000),
      rooms: holdings && (holdings.rooms.get(id) ?? 0),
      roles: roles?.map(({ name }) => name).sort(),
      said: said && { ...said, people: sum(Object.values(said.people)) },
    };
  });
  return all.sort((a, b) => (a.address < b.address ? -1 : 1));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

const sumOfLive = (words: readonly Word[]): ServiceStatus["live"] => ({
  signalling: sum(words.map(({ live }) => live.signalling)),
  pages: sum(words.map(({ live }) => live.pages)),
  meetingsInUse: sum(words.map(({ live }) => live.meetingsInUse)),
});

function sumOfCounts(words: readonly Word[]): ServiceStatus["counts"] {
  const byName = new Map<string, number>();
  for (const { name, count } of words.flatMap(({ counts }) => counts)) {
    byName.set(name, (byName.get(name) ?? 0) + count);
  }
  return [...byName].map(([name, count]) => ({ name, count }));
}
