import { soleEngine } from "@graticule/server/cluster/owners";
import { startTestService, type TestService } from "@graticule/server/tests/harness";
import { constantRate } from "@graticule/web/constant-rate";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchBrowser } from "../browser.ts";
import { createNetwork, type TestNetwork } from "../network.ts";
import { newLink } from "../new-link.ts";
import { joinMeeting, setUp } from "../pages.ts";
import { within } from "../within.ts";
import { asItIs, engineKey, HostileEngine } from "./hostile-engine.ts";
import { type KnownDevices, useKnownDevices } from "./known-devices.ts";

/** The participants, and what their devices show and play. */
export const people = {
  Ada: { camera: ["#c04020", "#2040c0"], screen: ["#20c040", "#c0c020"], tone: 1_500 },
  Bo: { camera: ["#20a0a0", "#a020a0"], screen: ["#606060", "#e0e0e0"], tone: 3_000 },
  Cy: { camera: ["#e08080", "#104010"], screen: ["#80e0ff", "#401060"], tone: 6_000 },
} as const satisfies Record<string, KnownDevices>;

export type Name = keyof typeof people;

/** How long connections stay when their room moves, in milliseconds. */
const pagesMoveMs = 1_500;

/** A service with a hostile engine, and a browser. */
export class HostileService {
  /** The one in use. */
  engine: HostileEngine;
  /** The one that was left last, which goes on. */
  former: HostileEngine | undefined;
  readonly service: TestService;
  readonly network: TestNetwork;
  readonly #browser: Browser;
  readonly #host: Page;
  readonly #contexts: BrowserContext[] = [];

  private constructor(parts: {
    readonly engine: HostileEngine;
    readonly service: TestService;
    readonly network: TestNetwork;
    readonly browser: Browser;
    readonly host: Page;
  }) {
    this.engine = parts.engine;
    this.service = parts.service;
    this.network = parts.network;
    this.#browser = parts.browser;
    this.#host = parts.host;
  }

  static async start(): Promise<HostileService> {
    // Firefox sends nothing on loopback.
    const network = createNetwork([]);
    const engine = await HostileEngine.start(network.serviceAddress);
    const service = await startTestService({
      geofeed: `${network.serviceAddress}/32,FR,,,\n`,
      env: { HOST: network.serviceAddress, ...engine.env },
    });
    const browser = await launchBrowser(
      "--autoplay-policy=no-user-gesture-required",
      `--unsafely-treat-insecure-origin-as-secure=${service.url}`,
      // The devices exist and are allowed; useKnownDevices replaces their output.
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
    );
    const host = await (await browser.newContext()).newPage();
    await setUp(host, service.setupUrl);
    return new HostileService({ engine, service, network, browser, host });
  }

  /** A link to a new meeting. Unencrypted sound gets the constant rate, for equal open bytes. */
  async makeMeeting(encryption: "off" | "end-to-end"): Promise<string> {
    const { url } = this.service;
    this.engine.answers = encryption === "off" ? constantRate : asItIs;
    const { secret, told } = await newLink();
    const made = await this.#host.context().request.post(`${url}/api/meetings`, {
      headers: { origin: url },
      data: { title: "Overheard", ...(encryption === "off" ? { encryption } : told) },
    });
    const { joinUrl } = await made.json();
    return encryption === "off" ? joinUrl : `${joinUrl}#${secret}`;
  }

  async openPage(name: Name, as: "current" | "older" = "current"): Promise<Page> {
    const context = await this.#browser.newContext({ viewport: { width: 1000, height: 700 } });
    this.#contexts.push(context);
    await context.addInitScript(keepMade);
    if (as === "older") await context.addInitScript(forgetTransforms);
    await context.addInitScript(useKnownDevices, people[name]);
    const page = await context.newPage();
    page.setDefaultTimeout(40_000);
    return page;
  }

  async enter(page: Page, name: Name, link: string): Promise<void> {
    await page.goto(link);
    const door = page.getByTestId("join-name");
    const connected = page.locator('[data-phase="connected"]');
    // A page that was in the call comes back by itself.
    await door.or(connected).first().waitFor();
    if (await door.isVisible()) await joinMeeting(page, name);
    await connected.waitFor();
  }

  async join(name: Name, link: string, as: "current" | "older" = "current"): Promise<Page> {
    const page = await this.openPage(name, as);
    await this.enter(page, name, link);
    return page;
  }

  /** Like {@link join} when it may fail: resolves when the page sends, or says why it can't. */
  async tryToJoin(name: Name, link: string): Promise<Page> {
    const page = await this.openPage(name);
    await page.goto(link);
    await page.getByTestId("join-name").fill(name);
    await page.getByTestId("join-button").click();
    await page.getByTestId("join-button").waitFor({ state: "detached" });
    const sends = () => this.engine.frames.some(({ from }) => from.name === name && from.isOpen);
    const isOut = page.getByRole("button").first().waitFor();
    await Promise.race([this.engine.until(() => sends() || undefined, `frames of ${name}`), isOut]);
    return page;
  }

  /** Closes all pages, and stops refusing paths. */
  async leaveAll(): Promise<void> {
    for (const context of this.#contexts.splice(0)) await context.close();
    this.engine.refused.clear();
  }

  /**
   * Moves this room to another engine, which is as hostile, as when its own drains.
   * @param refused the paths that the other one refuses, with their status
   */
  async move(room: string, refused: ReadonlyMap<string, number> = new Map()): Promise<void> {
    const { engine, former, network, service } = this;
    this.engine = former ?? (await HostileEngine.start(network.serviceAddress));
    this.former = engine;
    this.engine.answers = engine.answers;
    for (const [path, status] of refused) this.engine.refused.set(path, status);
    const { engines, streams, gate } = service.deps;
    const entry = { id: soleEngine, url: this.engine.url, key: engineKey };
    engines.update([{ ...entry, region: undefined, draining: false }]);
    streams.tellMoving(room);
    gate.sendAgain(room, pagesMoveMs);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.service.stop();
    await this.engine.stop();
    await this.former?.stop();
    this.network.close();
  }
}

/** What a page created, for tests that remove it. */
export interface Made {
  readonly connections: RTCPeerConnection[];
  readonly workers: Worker[];
}

/** Runs in the page before its own scripts. */
export function keepMade(): void {
  const made: Made = { connections: [], workers: [] };
  Object.assign(window, { made });
  window.RTCPeerConnection = class extends window.RTCPeerConnection {
    constructor(...args: ConstructorParameters<typeof RTCPeerConnection>) {
      super(...args);
      made.connections.push(this);
    }
  };
  window.Worker = class extends window.Worker {
    constructor(...args: ConstructorParameters<typeof Worker>) {
      super(...args);
      made.workers.push(this);
    }
  };
}

/** Removes the browser's transforms in workers. */
function forgetTransforms(): void {
  for (const [owner, name] of [
    [window, "RTCRtpScriptTransform"],
    [RTCRtpSender.prototype, "transform"],
    [RTCRtpReceiver.prototype, "transform"],
  ] as const) {
    Reflect.deleteProperty(owner, name);
  }
}

/** The colours of both halves of each video, by its tile's test id. Black: nothing. */
export function shownOn(page: Page): Promise<Record<string, readonly [number[], number[]]>> {
  return page.evaluate(() => {
    const shown: Record<string, [number[], number[]]> = {};
    for (const video of document.querySelectorAll("video")) {
      const id = video.closest<HTMLElement>("[data-testid]")?.dataset["testid"] ?? "";
      const canvas = document.createElement("canvas");
      Object.assign(canvas, { width: 8, height: 8 });
      const context = canvas.getContext("2d");
      if (context === null || video.videoWidth === 0) continue;
      context.drawImage(video, 0, 0, 8, 8);
      const at = (x: number) => [...context.getImageData(x, 4, 1, 1).data.slice(0, 3)];
      shown[id] = [at(1), at(6)];
    }
    return shown;
  });
}

const near = (seen: readonly number[], hex: string): boolean =>
  seen.every(
    (value, at) => Math.abs(value - Number.parseInt(hex.slice(1 + at * 2, 3 + at * 2), 16)) < 48,
  );

/** For example `camera of Ada`; undefined: no one's. */
function pictureOf([left, right]: readonly [number[], number[]]): string | undefined {
  for (const [name, devices] of Object.entries(people)) {
    for (const kind of ["camera", "screen"] as const) {
      const [one, two] = devices[kind];
      if (near(left, one) && near(right, two)) return `${kind} of ${name}`;
    }
  }
  return undefined;
}

/** Pictures shown under another name, or as another kind. */
export async function shownWrongly(page: Page): Promise<string[]> {
  const wrong: string[] = [];
  for (const [id, colours] of Object.entries(await shownOn(page))) {
    const picture = pictureOf(colours);
    const meant = id.replace(/^tile-/, "camera of ").replace(/^screen-/, "screen of ");
    if (picture !== undefined && picture !== meant) wrong.push(`${id} shows the ${picture}`);
  }
  return wrong;
}

/** How many pictures a page has decoded, over all its connections. */
export function decodedOn(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { made } = window as unknown as { readonly made: Made };
    let decoded = 0;
    for (const connection of made.connections) {
      for (const one of (await connection.getStats()).values()) {
        if (one.type === "inbound-rtp") decoded += one.framesDecoded ?? 0;
      }
    }
    return decoded;
  });
}

export async function picturesOn(page: Page): Promise<string[]> {
  const shown = Object.values(await shownOn(page)).map(pictureOf);
  return shown.filter((one) => one !== undefined);
}

/** The tones that a page plays now, in hertz. */
export async function tonesOn(page: Page): Promise<number[]> {
  const listener = await listening(page);
  return (await listener.stop()).last;
}

/** The loudest tone of each sound that a page played at any time until `act` had ended, in hertz. */
export async function tonesDuring(page: Page, act: () => Promise<unknown>): Promise<number[]> {
  const listener = await listening(page);
  await act();
  return (await listener.stop()).loudest;
}

/** A browser may start no sound, or stop drawing, without an error. */
async function listening(page: Page) {
  const begun = page.evaluateHandle(async () => {
    const context = new AudioContext({ sampleRate: 48_000 });
    await context.resume();
    const streams = [...document.querySelectorAll("audio")].map(({ srcObject }) => srcObject);
    const live = streams.filter((one) => one instanceof MediaStream);
    const heard = live.map((stream) => {
      const analyser = new AnalyserNode(context, { fftSize: 2048, smoothingTimeConstant: 0.5 });
      new MediaStreamAudioSourceNode(context, { mediaStream: stream }).connect(analyser);
      const silent = { level: -60, at: 0 };
      return { analyser, last: silent, loudest: silent };
    });
    const bins = new Float32Array(1024);
    const look = async () => {
      await new Promise((done) => requestAnimationFrame(done));
      for (const one of heard) {
        one.analyser.getFloatFrequencyData(bins);
        const level = Math.max(...bins);
        one.last = { level, at: level < -60 ? 0 : bins.indexOf(level) };
        if (level > one.loudest.level) one.loudest = one.last;
      }
    };
    let stopped = false;
    const until = (async () => {
      while (!stopped) await look();
    })();
    const tones = (all: readonly { at: number }[]) =>
      all.map(({ at }) => Math.round((at * 48_000) / 2048 / 100) * 100).filter((tone) => tone > 0);
    return {
      stop: async () => {
        stopped = true;
        await until;
        // Long enough for a full window of the analyser.
        for (let looks = 0; looks < 30; looks += 1) await look();
        await context.close();
        return {
          last: tones(heard.map(({ last }) => last)),
          loudest: tones(heard.map(({ loudest }) => loudest)),
        };
      },
    };
  });
  const listener = await within(30_000, "a page's sounds are listened to", begun);
  const stop = () => listener.evaluate((one) => one.stop());
  return { stop: () => within(30_000, "a page's pictures go on", stop()) };
}
