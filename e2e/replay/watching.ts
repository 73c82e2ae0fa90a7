import { demandedFrom, type HomeCode, homeCodes } from "./cast.ts";
import type { Gap } from "./crowd-words.ts";
import { tileGaps, watchTiles } from "./page.ts";
import type { Meeting, Sitter, Stage } from "./stage.ts";

/** The longest time that someone from a home saw no new picture of someone who stays. */
export interface HomeGap {
  readonly meeting: Meeting["scene"]["key"];
  readonly home: HomeCode;
  readonly longestMs: number;
  /** The fewest pictures of one person that one watcher saw; 0: a picture stood still. */
  readonly fewest: number;
}

/** Starts measuring everywhere; `stop` returns what was seen since. */
export async function startWatching(stage: Stage): Promise<() => Promise<readonly HomeGap[]>> {
  const pages = allSitters(stage).flatMap(({ page }) => (page === undefined ? [] : [page]));
  await Promise.all([
    ...homeCodes.map((home) => stage.crowd(home).measure()),
    ...pages.map(watchTiles),
  ]);
  return () => readGaps(stage);
}

function allSitters({ meetings }: Stage): readonly Sitter[] {
  return meetings.flatMap(({ sitters }) => sitters);
}

async function readGaps(stage: Stage): Promise<readonly HomeGap[]> {
  const crowds = await Promise.all(homeCodes.map((home) => stage.crowd(home).gaps()));
  const ofClients = crowds.flat();
  const gaps: HomeGap[] = [];
  for (const { scene, sitters } of stage.meetings) {
    const stays = sitters.filter(({ home }) => home !== demandedFrom);
    for (const home of new Set(stays.map((one) => one.home))) {
      const watchers = stays.filter((one) => one.home === home);
      const seen = (await Promise.all(watchers.map((one) => seenBy(one, ofClients)))).flat();
      const ofStaying = seen.filter(({ from }) => stays.some((one) => isOf(one, from)));
      if (ofStaying.length === 0) continue;
      gaps.push({
        meeting: scene.key,
        home,
        longestMs: Math.max(...ofStaying.map(({ longestMs }) => longestMs)),
        fewest: Math.min(...ofStaying.map(({ frames }) => frames)),
      });
    }
  }
  return gaps;
}

async function seenBy({ name, page }: Sitter, ofClients: readonly Gap[]): Promise<readonly Gap[]> {
  if (page === undefined) return ofClients.filter(({ who }) => who === name);
  const tiles = await tileGaps(page);
  return tiles.map((tile) => ({ who: name, from: tile.name, ...tile }));
}

/** Pages know people by name, clients by identity. */
function isOf({ name, identity }: Sitter, from: string): boolean {
  return from === name || from === identity;
}
