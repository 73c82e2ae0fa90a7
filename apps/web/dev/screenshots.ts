import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
// biome-ignore lint/correctness/noUndeclaredDependencies: the root declares it, for the browser tests.
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { callShots } from "./call-shots.ts";
import { deskShots } from "./desk-shots.ts";
import { joinShots } from "./join-shots.ts";
import { logShots } from "./log-shots.ts";
import { peopleShots } from "./people-shots.ts";
import { processShots } from "./process-shots.ts";
import type { Shot } from "./shot.ts";
import { transparencyShots } from "./transparency-shots.ts";

/**
 * Takes a picture of every page on the fake API, 1280 and 360 pixels wide, light and dark:
 * `node apps/web/dev/screenshots.ts OUTPUT_FOLDER [NAMES]`, where NAMES is a
 * regular expression; DIRECTION=rtl draws them from right to left, READS=fa with a browser that asks
 * for Persian, ZOOM=200 as a reader sees them who zooms to 200 % in a window of 1280 by 800. The
 * pictures of the call need a LiveKit in development mode: its URL in DEV_LIVEKIT_URL; without it they
 * are left out.
 */
const [folder = "screenshots", only] = process.argv.slice(2);
const port = Number(process.env["DEV_PORT"] ?? 5199);
// A name: an address can have no passkey.
const origin = `http://localhost:${port}`;
const web = fileURLToPath(new URL("..", import.meta.url));
const livekit = process.env["DEV_LIVEKIT_URL"];
const reads = process.env["READS"];
/** Zooming to 200 % lays a page out in half the width and height, each pixel of which is drawn as four. */
const windows: readonly {
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}[] =
  process.env["ZOOM"] === "200"
    ? [{ width: 640, height: 400, scale: 2 }]
    : [
        { width: 1280, height: 800, scale: 1 },
        { width: 360, height: 720, scale: 1 },
      ];

const pick = async (page: Page, text: string, code: string): Promise<void> => {
  await page.getByTestId("place-search").fill(text);
  await page.getByTestId(`place-option-${code}`).click();
};

const fake = (page: Page, action: string): Promise<unknown> =>
  page.request.get(`${origin}/__fake/${action}`);

const shots: readonly Shot[] = [
  ...peopleShots,
  ...deskShots,
  ...joinShots,
  ...logShots,
  ...processShots,
  ...transparencyShots,
  { name: "home", path: "/" },
  { name: "home-visitor", path: "/", operator: false },
  { name: "setup", path: "/setup#token" },
  { name: "new", path: "/new", full: true },
  {
    name: "new-repeats",
    path: "/new",
    full: true,
    act: async (page) => {
      await page.getByTestId("title").fill("Autumn lecture");
      await page.getByTestId("when-repeats").click();
      await page.getByTestId("preset-set-sanctions").click();
    },
  },
  {
    name: "new-parts",
    path: "/new",
    full: true,
    act: async (page) => {
      await page.getByTestId("rule-mode-except").click();
      await pick(page, "crimea", "UA-43");
      if ((page.viewportSize()?.width ?? 0) < 720) return;
      await page.locator("[data-code=UA]").focus();
      await page.getByTestId("open-parts").click();
      await page.getByTestId("part-UA-40").click();
    },
  },
  {
    name: "new-faults",
    path: "/new",
    full: true,
    act: async (page) => {
      await page.getByTestId("when-once").click();
      await page.getByTestId("starts-at").fill("");
      await page.getByTestId("create").click();
    },
  },
  { name: "new-visitor", path: "/new", operator: false },
  {
    name: "new-not-yourself",
    path: "/new",
    full: true,
    act: async (page) => {
      await page.getByTestId("rule-mode-except").click();
      await pick(page, "france", "FR");
      await page.getByTestId("not-yourself").filter({ hasText: /./ }).waitFor();
    },
  },
  {
    name: "new-except",
    path: "/new",
    full: true,
    act: async (page) => {
      await page.getByTestId("title").fill("Autumn lecture");
      await page.getByTestId("rule-mode-except").click();
      await pick(page, "germ", "DE");
      await pick(page, "crimea", "UA-43");
      await pick(page, "brazil", "BR");
      await page.getByTestId("on-doubt-refuse").click();
    },
  },
  {
    name: "new-only",
    path: "/new",
    full: true,
    act: async (page) => {
      await page.getByTestId("rule-mode-only").click();
      await pick(page, "european un", "EU");
      await pick(page, "japan", "JP");
      await page.getByTestId("rule-add-never").click();
      await page.getByTestId("never-search").fill("malta");
      await page.getByTestId("place-option-MT").click();
      await page.getByTestId("place-search").fill("united");
    },
  },
  {
    name: "ready",
    path: "/new",
    act: async (page) => {
      await page.getByTestId("title").fill("Autumn lecture");
      await page.getByTestId("create").click();
      await page.getByTestId("join-link").waitFor();
    },
  },
  { name: "ended", path: "/m/end-ende-end" },
  { name: "not-found", path: "/m/non-none-non" },
  { name: "cannot-check", path: "/m/chk-chec-chk" },
  { name: "nowhere", path: "/nowhere" },
  { name: "process", path: "/process", full: true },
  { name: "manage-wrong", path: "/manage/opn-open-opn#other" },
  {
    name: "manage",
    path: "/manage/opn-open-opn#s3cret",
    full: true,
    act: async (page) => {
      await page.getByTestId("rule-mode-except").click();
      await pick(page, "hong", "HK");
      await page.locator('[data-testid="preview"][data-state="known"]').waitFor();
    },
  },
  {
    name: "manage-foot",
    path: "/manage/opn-open-opn#s3cret",
    act: async (page) => {
      await page.getByTestId("rule-mode-except").click();
      await pick(page, "hong", "HK");
      await page.locator('[data-testid="preview"][data-state="known"]').waitFor();
      await page.getByTestId("go-to-until").click();
    },
  },
  {
    name: "manage-own",
    path: "/manage/opn-open-opn#s3cret",
    act: async (page) => {
      await page.getByTestId("rule-mode-except").click();
      await pick(page, "france", "FR");
      await page.getByTestId("preview-you").waitFor();
      await page.getByTestId("apply-rule").click();
      await page.getByTestId("leaving-too").waitFor();
    },
  },
  {
    name: "manage-applied",
    path: "/manage/opn-open-opn#s3cret",
    full: true,
    act: async (page) => {
      await page.getByTestId("rule-mode-only").click();
      await pick(page, "european un", "EU");
      await page.getByTestId("apply-rule").click();
      await page.getByTestId("lift-rule").waitFor();
    },
  },
  {
    name: "manage-until",
    path: "/manage/emp-empt-emp#s3cret",
    full: true,
    act: async (page) => {
      await page.getByTestId("rule-mode-except").click();
      await pick(page, "germ", "DE");
      await page.getByTestId("rule-sure").click();
      await page.getByTestId("until-time").click();
      await page.getByTestId("until-field").fill("2027-01-15T18:00");
    },
  },
  {
    name: "manage-encrypted",
    path: "/manage/enc-encr-enc#s3cret.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
    full: true,
    act: async (page) => {
      await page.getByTestId("encryption-off").click();
      await page.getByTestId("encryption-said").filter({ hasText: /./ }).waitFor();
    },
  },
  {
    name: "manage-link-unknown",
    path: "/manage/unk-unkn-unk",
    full: true,
    act: async (page) => {
      await page.getByTestId("whole-link").fill("http://localhost/m/unk-unkn-unk");
      await page.getByTestId("whole-link-go").click();
    },
  },
  {
    name: "manage-new-link",
    path: "/manage/unk-unkn-unk",
    act: async (page) => {
      await page.getByTestId("new-link").click();
      await page.getByTestId("new-link-confirm").waitFor();
    },
  },
  {
    name: "manage-encryption-inside",
    path: "/manage/opn-open-opn#s3cret",
    act: async (page) => {
      await page.getByTestId("encryption-end-to-end").click();
      await page.getByTestId("encryption-said").filter({ hasText: /./ }).waitFor();
      await page.getByTestId("encryption-said").scrollIntoViewIfNeeded();
    },
  },
  { name: "manage-order", path: "/manage/ord-orde-ord#s3cret", full: true },
  { name: "manage-sign-in", path: "/manage/opn-open-opn", operator: false },
  { name: "manage-ended", path: "/manage/pst-past-pst#s3cret", full: true },
  {
    name: "manage-edit",
    path: "/manage/emp-empt-emp#s3cret",
    act: async (page) => page.getByTestId("edit-meeting").click(),
  },
  {
    name: "manage-busy",
    path: "/manage/emp-empt-emp#s3cret",
    full: true,
    act: async (page) => {
      for (const code of ["DE", "ES", "BR", "JP"]) {
        await page.getByTestId("rule-mode-except").click();
        await pick(page, code, code);
        await page.getByTestId("apply-rule").click();
        await page.getByTestId("lift-rule").waitFor();
      }
      await page.getByTestId("pass-name").fill("Prof. Adeyemi");
      await page.getByTestId("make-pass").click();
      await page.getByTestId("pass-link").waitFor();
    },
  },
  {
    name: "manage-end",
    path: "/manage/opn-open-opn#s3cret",
    act: async (page) => {
      await page.getByTestId("end-meeting").click();
      await page.getByTestId("end-meeting-confirm").waitFor();
    },
  },
  ...callShots,
];

async function serve(): Promise<() => void> {
  const child = spawn("vite", ["--port", String(port), "--strictPort", "--host", "127.0.0.1"], {
    cwd: web,
    env: { ...process.env, DEV_FAKE_API: "1" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (chunk) => String(chunk).includes("ready in") && resolve());
    child.on("exit", (code) => reject(new Error(`vite ended with ${code}`)));
  });
  return () => child.kill();
}

async function take(context: BrowserContext, shot: Shot, file: string): Promise<void> {
  const page = await context.newPage();
  if (process.env["DIRECTION"] === "rtl") {
    await page.addInitScript(() => {
      document.addEventListener("readystatechange", () => {
        document.documentElement.dir = "rtl";
      });
    });
  }
  page.on("pageerror", (error) => console.error(`${shot.name}: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") console.error(`${shot.name}: ${message.text()}`);
  });
  try {
    await fake(page, "reset");
    await fake(page, `operator?on=${shot.operator === false ? 0 : 1}`);
    await fake(page, `people?${shot.people ?? ""}`);
    await page.goto(origin + shot.path);
    await page.locator("h1, .call").first().waitFor();
    await shot.act?.(page);
    await page.waitForTimeout(350);
  } catch (error) {
    console.error(`${shot.name}: ${String(error).split("\n")[0]}`);
  }
  await page.screenshot({ path: file, fullPage: shot.full ?? false });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  if (overflow > 0) console.error(`${shot.name}: wider than the window by ${overflow}px`);
  await page.close();
}

const stop = await serve();
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--allow-loopback-in-peer-connection",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
  ],
});
try {
  mkdirSync(folder, { recursive: true });
  for (const { width, height, scale } of windows) {
    for (const colorScheme of ["light", "dark"] as const) {
      const context = await browser.newContext({
        viewport: { width, height },
        deviceScaleFactor: scale,
        colorScheme,
        reducedMotion: "reduce",
        permissions: ["camera", "microphone"],
        ...(reads === undefined ? {} : { locale: reads }),
      });
      for (const shot of shots) {
        if (only !== undefined && !new RegExp(`^(${only})$`).test(shot.name)) continue;
        if (shot.call === true && livekit === undefined) continue;
        await take(context, shot, `${folder}/${shot.name}-${width}-${colorScheme}.png`);
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
  stop();
}
