import { startTestService, type TestService } from "@graticule/server/tests/harness";
import type { Browser, Page } from "playwright-core";
import { FAKE_MEDIA, launchFullCamera } from "../../e2e/browser.ts";
import { makeMeeting, seesSelf } from "../../e2e/pages.ts";
import { type BenchOptions, type BenchResult, spreadOf } from "../measure.ts";
import { bytesOf, type Loaded, sayFiles, watchLoad } from "./load.ts";

/** A mid-range phone, relative to this machine. */
const cpuSlowdown = 4;

/**
 * The page before joining, for a first-time visitor. What it loads over the network as sent,
 * compressed and with headers, until the name can be typed, the self-view runs, and the network has
 * been silent for half a second (`firstLoadKB`, 1 kB = 1,000 bytes). The call comes after that
 * point: the page loads it a second later or at the first touch of the form. And how long after a
 * click on Join the page is repainted at 4 times CPU slowdown (`joinClickMs`, by the Event Timing
 * API: in steps of 8 ms; below its threshold of 16 ms it counts as 16).
 */
export async function run({ rounds, say }: BenchOptions): Promise<BenchResult> {
  const service = await startTestService({ geofeed: "127.0.0.0/8,FR,,,\n" });
  const browser = await openChromium();
  const sizes: number[] = [];
  const clicks: number[] = [];
  try {
    const { join } = await newMeeting(browser, service);
    for (let round = -1; round < rounds; round++) {
      const { firstLoad, joinClickMs } = await visit(browser, join);
      if (round < 0) {
        sayFiles(firstLoad, say);
        continue;
      }
      const firstLoadKB = bytesOf(firstLoad) / 1_000;
      say(`first load ${firstLoadKB.toFixed(1)} kB, click to paint ${joinClickMs} ms`);
      sizes.push(firstLoadKB);
      clicks.push(joinClickMs);
    }
  } finally {
    await browser.close();
    await service.stop();
  }
  const size = spreadOf(sizes);
  const click = spreadOf(clicks);
  return {
    figures: { firstLoadKB: size.median, joinClickMs: click.median },
    spread: { firstLoadKB: [size.min, size.max], joinClickMs: [click.min, click.max] },
  };
}

function openChromium(): Promise<Browser> {
  return launchFullCamera(...FAKE_MEDIA, "--allow-loopback-in-peer-connection");
}

async function newMeeting(browser: Browser, service: TestService) {
  const context = await browser.newContext();
  const links = await makeMeeting(await context.newPage(), service.setupUrl, "Bench");
  await context.close();
  return links;
}

interface Visit {
  readonly firstLoad: readonly Loaded[];
  readonly joinClickMs: number;
}

/** One visit in its own context, with nothing cached. */
async function visit(browser: Browser, joinUrl: string): Promise<Visit> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    const load = await watchLoad(devtools);
    await page.goto(joinUrl);
    await page.getByTestId("join-name").waitFor();
    await seesSelf(page);
    await page.waitForLoadState("networkidle");
    const firstLoad = load.soFar();
    await page.getByTestId("join-name").fill("Ana");
    await page.waitForLoadState("networkidle");
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: cpuSlowdown });
    await watchEvents(page);
    await page.getByTestId("join-button").click();
    const joinClickMs = await slowestEvent(page);
    return { firstLoad, joinClickMs };
  } finally {
    await context.close();
  }
}

function watchEvents(page: Page): Promise<void> {
  return page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(window, { seenEvents: seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (/^(pointer|mouse)(down|up)$|^click$/.test(entry.name)) seen.push(entry.duration);
      }
    }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
  });
}

/** The longest of the click's events, once the call is shown. */
async function slowestEvent(page: Page): Promise<number> {
  await page.getByTestId("call").waitFor();
  return await page.evaluate(async () => {
    // The observer is called after the paint that it measures.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
    const { seenEvents } = window as unknown as { readonly seenEvents: readonly number[] };
    return Math.max(16, ...seenEvents);
  });
}
