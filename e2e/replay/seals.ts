import type { Scene } from "./cast.ts";
import { isSeen, saysOtherClients } from "./page.ts";
import type { Sitter, Stage } from "./stage.ts";

/** How the frames of one meeting are sealed, as its pages see it. */
export interface Seals {
  readonly meeting: Scene["key"];
  readonly admits: Scene["admits"];
  /** How many are inside by page, and with LiveKit's native client. */
  readonly pages: number;
  readonly clients: number;
  /** How many of the pages say that other clients can take part, and what is weaker then. */
  readonly sayOthers: number;
}

/**
 * Checks every meeting that has pages. In one for pages only, each page first sees every camera.
 */
export async function readSeals({ meetings }: Stage): Promise<readonly Seals[]> {
  const read: Seals[] = [];
  for (const { scene, sitters } of meetings) {
    const pages = sitters.filter(({ page }) => page !== undefined);
    if (pages.length === 0) continue;
    if (scene.admits === "pages") await Promise.all(pages.map((one) => seesCameras(one, sitters)));
    const answers = await Promise.all(pages.map(({ page }) => page && saysOtherClients(page)));
    read.push({
      meeting: scene.key,
      admits: scene.admits,
      pages: pages.length,
      clients: sitters.length - pages.length,
      sayOthers: answers.filter(Boolean).length,
    });
  }
  return read;
}

async function seesCameras({ page, name }: Sitter, sitters: readonly Sitter[]): Promise<void> {
  const shown = sitters.filter((one) => one.shows && one.name !== name);
  await Promise.all(shown.map((one) => page && isSeen(page, one.name)));
}
