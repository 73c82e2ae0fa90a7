import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { copyFile, rename, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { configuredSources } from "@graticule/server/location/configured-sources";
import { createLocator } from "@graticule/server/location/create-locator";
import type { SourceSpec } from "@graticule/server/location/source-spec";

/**
 * The event loop's delay (99.9th percentile, milliseconds, including the 1 ms between samples)
 * while the first of these sources is replaced `swaps` times under look-ups. Each swap is a rename, as in
 * an update, and merges all sources again.
 */
export async function measureReloadDelay(
  specs: readonly SourceSpec[],
  swaps: number,
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "graticule-reload-"));
  try {
    for (const { path } of specs) copyFileSync(path, join(folder, basename(path)));
    const sourcesFile = join(folder, "sources.json");
    const sources = specs.map(({ id, maker, basis, kind, lists, path }) => ({
      ...{ id, maker, kind, path: basename(path) },
      ...(kind === "list" ? { lists } : { basis }),
    }));
    writeFileSync(sourcesFile, JSON.stringify(sources));
    const locator = await createLocator({
      sources: configuredSources({ sourcesFile, dataDir: folder }),
    });
    const histogram = monitorEventLoopDelay({ resolution: 1 });
    let served = 0;
    locator.onChange(() => {
      served += 1;
    });
    let at = 0;
    const traffic = setInterval(() => {
      for (let count = 0; count < 20; count++) {
        locator.fixOf(`${(at++ % 222) + 1}.${at % 256}.7.9`, Date.now());
      }
    }, 2);
    histogram.enable();
    for (let swap = 0; swap < swaps; swap++) {
      const target = join(folder, basename(specs[0]?.path ?? ""));
      // Updates run in another process, so their copying must not count here.
      await copyFile(target, `${target}.new`);
      await utimes(`${target}.new`, new Date(), new Date(Date.now() - swap * 1000));
      await rename(`${target}.new`, target);
      await locator.reload();
    }
    histogram.disable();
    clearInterval(traffic);
    await locator.close();
    if (served < swaps) throw new Error(`only ${served} of ${swaps} swaps were served`);
    return histogram.percentile(99.9) / 1e6;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
