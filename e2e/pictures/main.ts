import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { FAKE_MEDIA, launchBrowser } from "../browser.ts";
import { startSeededService } from "./seeded-service.ts";
import { openView, views } from "./views.ts";

/**
 * `npm run pictures -- [NAMES] [--to FOLDER] [--reads fa] [--zoom]`: pictures of every page on a
 * real service, 1280 and 360 pixels wide, light and dark. NAMES: a regular expression for the names
 * of pages. `--reads`: for a browser that asks for this language. `--zoom`: as seen at 200 % zoom
 * in a window of 1280 by 800. Exits with 1 if something is wrong with one.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { to: { type: "string" }, reads: { type: "string" }, zoom: { type: "boolean" } },
});
const folder = values.to ?? mkdtempSync(join(tmpdir(), "graticule-pictures-"));
const wanted = new RegExp(`^(${positionals[0] ?? ".*"})$`);
const chosen = Object.entries(views).filter(([name]) => wanted.test(name));
const locale = values.reads === undefined ? {} : { locale: values.reads };

/** Zooming to 200 % lays a page out in half the width and height, and draws each pixel as four. */
const windows = values.zoom
  ? [{ width: 640, height: 400 }]
  : [
      { width: 1280, height: 800 },
      { width: 360, height: 720 },
    ];
const scale = { deviceScaleFactor: values.zoom ? 2 : 1 };

mkdirSync(folder, { recursive: true });
const service = await startSeededService("A talk on old maps");
const browser = await launchBrowser(...FAKE_MEDIA, "--allow-loopback-in-peer-connection");
const faults: string[] = [];
try {
  for (const [name, view] of chosen) {
    for (const viewport of windows) {
      const how = { viewport, ...scale, ...locale };
      const take = async (page: Page) => {
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          const path = join(folder, `${name}-${viewport.width}-${colorScheme}.png`);
          await page.screenshot({ path, fullPage: true, animations: "disabled" });
        }
      };
      const opening = openView(browser, service, view, how, take);
      const wrong = await opening.catch((error: unknown) => [String(error)]);
      faults.push(...wrong.map((what) => `${name}, ${viewport.width} px wide: ${what}`));
    }
  }
} finally {
  await browser.close();
  await service.stop();
}
for (const fault of faults) console.error(fault);
console.log(`Pictures of ${chosen.length} pages are in ${folder}`);
process.exit(faults.length === 0 ? 0 : 1);
