import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { administrator } from "@graticule/server/tests/harness";
import type { Browser, Page } from "playwright-core";

const byId = (page: Page, id: string) => page.getByTestId(id);

/** Opens a page of the service; console errors of the page fail the test that asks for them. */
export async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(30_000);
  await page.goto(url);
  return page;
}

export interface MeetingLinks {
  readonly join: string;
  readonly manage: string;
}

/** Uses the set-up link in a browser, which is the administrator's from then on. */
export async function setUp(page: Page, setupUrl: string): Promise<void> {
  const { origin, hash } = new URL(setupUrl);
  const answer = await page.context().request.post(`${origin}/api/setup`, {
    headers: { origin },
    data: { token: hash.slice(1), ...administrator },
  });
  if (!answer.ok()) throw new Error(`The set-up link answered ${answer.status()}.`);
}

/** The administrator's way: set-up link, new meeting, the two links. */
export async function makeMeeting(
  page: Page,
  setupUrl: string,
  title: string,
): Promise<MeetingLinks> {
  await setUp(page, setupUrl);
  await page.goto(`${new URL(setupUrl).origin}/new`);
  await byId(page, "title").fill(title);
  return await createOpen(page);
}

/** Sends the form of a meeting that has a title already, as one without a time. */
export async function createOpen(page: Page): Promise<MeetingLinks> {
  await byId(page, "when-now").click();
  await byId(page, "create").click();
  await byId(page, "meeting-created").waitFor();
  return await shownLinks(page);
}

/** A part of the management page. */
type ManageTab = "rule" | "people" | "links" | "settings" | "history";

export const openTab = (page: Page, tab: ManageTab): Promise<void> =>
  byId(page, `manage-tab-${tab}`).click();

/** The links on the management page. */
export async function shownLinks(page: Page): Promise<MeetingLinks> {
  await openTab(page, "links");
  const shownIn = async (id: string) => {
    const field = byId(page, id);
    await field.waitFor();
    return await field.evaluate((element) =>
      element instanceof HTMLInputElement
        ? element.value
        : (element.querySelector("input")?.value ?? element.textContent ?? ""),
    );
  };
  return { join: await shownIn("join-link"), manage: await shownIn("manage-link") };
}

/** As in a new tab: going to the page's own address with another fragment would load nothing. */
export async function openLink(page: Page, link: string): Promise<void> {
  await page.goto("about:blank");
  await page.goto(link);
}

/** The self-view is there. */
export async function seesSelf(page: Page): Promise<void> {
  await page.waitForFunction(() => (document.querySelector("video")?.videoWidth ?? 0) > 0);
}

/** From the join link into the call, with camera and microphone. */
export async function joinMeeting(page: Page, name: string): Promise<void> {
  await byId(page, "join-name").fill(name);
  await seesSelf(page);
  await byId(page, "join-button").click();
  await orSayWhatIsSeen(page, async () => {
    await byId(page, "call").waitFor();
    await byId(page, `tile-${name}`).waitFor();
  });
}

/** If something fails, the error says what this page shows, and the calls of all others in its browser. */
export async function orSayWhatIsSeen(page: Page, look: () => Promise<void>): Promise<void> {
  try {
    await look();
  } catch (cause) {
    const others = page.context().browser()?.contexts() ?? [];
    const pages = others.flatMap((context) => context.pages()).filter((one) => one !== page);
    const calls = await Promise.all([page, ...pages].map(callSeenOn));
    const text = (await page.locator("body").allInnerTexts()).join().slice(0, 300);
    throw new Error(`The pages show: ${calls.join(" | ")}; this one: ${text}\n${cause}`, { cause });
  }
}

/** The call's phase, its seal, and of each tile the frames shown so far. Empty: the page doesn't answer. */
const callSeenOn = (page: Page): Promise<string> =>
  page
    .locator("body")
    .evaluate(
      () => {
        const find = (id: string) => document.querySelector<HTMLElement>(`[data-testid=${id}]`);
        const tiles = [
          ...document.querySelectorAll<HTMLElement>("figure[data-testid^='tile-']"),
        ].map((tile) => {
          const frames = tile.querySelector("video")?.getVideoPlaybackQuality().totalVideoFrames;
          return `${tile.dataset["testid"]} ${frames ?? "without video"}`;
        });
        const call = [find("call")?.dataset["phase"], find("seal")?.dataset["seal"]];
        return `${call.filter(Boolean).join(" ")}: ${tiles.join(", ")}`;
      },
      undefined,
      { timeout: 5_000 },
    )
    .catch(() => "");

/**
 * Waits for `more` further frames on each of these tiles; a new picture counts from its first
 * frame.
 */
export async function seesFrames(page: Page, names: readonly string[], more = 5): Promise<void> {
  const before = await page.evaluateHandle(
    () =>
      new Map(
        [...document.querySelectorAll("video")].map((video) => [
          video,
          video.getVideoPlaybackQuality().totalVideoFrames,
        ]),
      ),
  );
  await orSayWhatIsSeen(page, async () => {
    await page.waitForFunction(
      (wanted) =>
        wanted.names.every((name) => {
          const video = document.querySelector<HTMLVideoElement>(
            `[data-testid=${CSS.escape(`tile-${name}`)}] video`,
          );
          if (video === null) return false;
          const frames = video.getVideoPlaybackQuality().totalVideoFrames;
          const since = wanted.before.get(video) ?? 0;
          // An element with another picture starts again at zero.
          if (frames < since) wanted.before.set(video, 0);
          return frames - since >= wanted.more;
        }),
      { names, more, before },
      { polling: 100 },
    );
  });
  await before.dispose();
}

/** Marks the videos of a call, so that they are recognised later. */
export async function markVideos(page: Page, names: readonly string[]): Promise<void> {
  await page.evaluate((list) => {
    for (const name of list) {
      const video = document.querySelector<HTMLVideoElement>(
        `[data-testid=${CSS.escape(`tile-${name}`)}] video`,
      );
      if (video === null) throw new Error(`No picture of ${name}`);
      video.dataset["marked"] = "yes";
    }
  }, names);
}

/** Names whose marked video is gone or was replaced. */
export function lostVideos(page: Page, names: readonly string[]): Promise<string[]> {
  return page.evaluate(
    (list) =>
      list.filter((name) => {
        const tile = document.querySelector(`[data-testid=${CSS.escape(`tile-${name}`)}]`);
        return tile?.querySelector<HTMLVideoElement>("video")?.dataset["marked"] !== "yes";
      }),
    [...names],
  );
}

const pictures = join(dirname(fileURLToPath(import.meta.url)), "..", "docs", "pictures");

/** Takes a picture for the documents, if GRATICULE_PICTURES asks for new ones. */
export async function takePicture(page: Page, name: string): Promise<void> {
  if (process.env["GRATICULE_PICTURES"] !== "1") return;
  mkdirSync(pictures, { recursive: true });
  // Shows fade-ins in their final state.
  await page.screenshot({ path: join(pictures, `${name}.png`), animations: "disabled" });
}
