import { meetingCreated } from "@graticule/api/meetings";
import { startTestService, type TestService } from "@graticule/server/tests/harness";
import { order } from "@graticule/server/tests/orders";
import type { Browser, Page } from "playwright-core";
import { ASKING_MEDIA, openBrowser } from "../../e2e/browser.ts";
import { createNetwork, type Mover, type TestNetwork } from "../../e2e/network.ts";
import { Person } from "../../e2e/replay/person.ts";
import { type BenchOptions, quantile } from "../measure.ts";

/** A network change that ends in removal, and the way back. */
interface Case {
  readonly name: string;
  /** An order for the place they move to, or a rule that holds people in doubt. */
  readonly by: "order" | "rule";
  /** What is set up first and changes nothing yet. */
  readonly before?: (mover: Mover, network: TestNetwork) => void;
  readonly change: (mover: Mover, network: TestNetwork) => void;
  readonly back: (mover: Mover) => void;
}

const cases: readonly Case[] = [
  {
    name: "another address",
    by: "order",
    change: (mover) => mover.addressTo("away"),
    back: (mover) => mover.addressTo("home"),
  },
  {
    name: "route to a second interface",
    by: "order",
    before: (mover) => mover.plugIn(),
    change: (mover) => mover.routeBy("away"),
    back: (mover) => mover.unplug(),
  },
  {
    name: "interface down, a second one up",
    by: "order",
    before: (mover) => mover.plugIn(),
    change(mover) {
      mover.routeBy("away");
      mover.link("down");
    },
    back(mover) {
      mover.link("up");
      mover.unplug();
    },
  },
  {
    name: "tunnel for the beacon",
    by: "rule",
    before: (mover) => mover.plugIn(),
    change: (mover, { beaconAddress }) => mover.split(beaconAddress),
    back: (mover) => mover.unplug(),
  },
  {
    name: "tunnel for the call and its signalling",
    by: "rule",
    before: (mover) => mover.plugIn(),
    change: (mover, { serviceAddress }) => mover.split(serviceAddress),
    back: (mover) => mover.unplug(),
  },
];

/** Without camera permission Chromium has one socket; with it, one for each interface. */
const permissions = ["without camera", "with camera"] as const;
type Permission = (typeof permissions)[number];

/** Longer than the longest pause between two of Chromium's checks. */
const phaseMs = 2_500;
const deadlineMs = 60_000;

export interface Moves {
  /** Milliseconds from the network change to absence from the engine's list; ascending. */
  readonly times: readonly number[];
}

/** Real browsers in network namespaces whose access lines carry only their own addresses. */
export async function measureMoves({ rounds, say }: BenchOptions): Promise<Moves> {
  const network = createNetwork([]);
  const times: number[] = [];
  let stage: Stage | undefined;
  try {
    const mover = network.addMover("mover", { home: "FR", away: "CN", foreign: "dropped" });
    stage = await Stage.open(network, mover);
    for (const permission of permissions) {
      for (const one of cases) {
        const found: number[] = [];
        for (let round = 0; round < rounds; round++) found.push(await stage.move(one, permission));
        found.sort((a, b) => a - b);
        say(`${one.name}, ${permission}: ${shown(found)}`);
        times.push(...found);
      }
    }
  } finally {
    await stage?.close();
    network.close();
  }
  return { times: times.sort((a, b) => a - b) };
}

function shown(ascending: readonly number[]): string {
  const last = ascending.at(-1) ?? Number.NaN;
  return `out after ${quantile(ascending, 0.5).toFixed(0)} ms, at most ${last.toFixed(0)}`;
}

class Stage {
  readonly #network: TestNetwork;
  readonly #mover: Mover;
  readonly #service: TestService;
  readonly #browsers: Readonly<Record<Permission, Browser>>;
  readonly #meetings: Readonly<Record<Case["by"], string>>;

  static async open(network: TestNetwork, mover: Mover): Promise<Stage> {
    const { serviceAddress, beaconAddress } = network;
    const service = await startTestService({
      geofeed: network.geofeed,
      env: {
        HOST: "0.0.0.0",
        PUBLIC_URL: `http://${serviceAddress}:8086`,
        PORT: "8086",
        MEDIA_ADDRESS: serviceAddress,
        BEACON_ADDRESSES: beaconAddress,
      },
    });
    const host = await Person.setUp(service.url, service.setupUrl);
    const meetings = { order: await newMeeting(host), rule: await newMeeting(host) };
    const rule = { deny: [{ kind: "place", code: "CN" }], onDoubt: "hold" };
    await host.ask("PUT", `/api/meetings/${meetings.rule}/manage/rule`, rule);
    const room = service.deps.directory.findMeeting(meetings.order)?.policy.room ?? "";
    await order(service.deps.database, room, ["CN"]);
    await service.deps.directory.refresh({ kind: "all" });
    const browsers = {
      "without camera": await openBrowser(mover, service.url, 20, ASKING_MEDIA),
      "with camera": await openBrowser(mover, service.url),
    };
    return new Stage(network, mover, service, browsers, meetings);
  }

  private constructor(
    network: TestNetwork,
    mover: Mover,
    service: TestService,
    browsers: Readonly<Record<Permission, Browser>>,
    meetings: Readonly<Record<Case["by"], string>>,
  ) {
    this.#network = network;
    this.#mover = mover;
    this.#service = service;
    this.#browsers = browsers;
    this.#meetings = meetings;
  }

  /** @returns milliseconds until they are out */
  async move({ by, before, change, back }: Case, permission: Permission): Promise<number> {
    const code = this.#meetings[by];
    const room = this.#service.deps.directory.findMeeting(code)?.policy.room ?? "";
    const page = await this.#browsers[permission].newPage();
    try {
      await page.goto(`${this.#service.url}/m/${code}`);
      await enterCall(page);
      await this.#until(() => this.#decided(room) === "seen established FR");
      before?.(this.#mover, this.#network);
      // Chromium's checks and ours come at any phase of their clocks.
      await page.waitForTimeout(Math.random() * phaseMs);
      const began = performance.now();
      change(this.#mover, this.#network);
      await this.#until(() => this.#service.deps.presence.seats.inRoom(room).length === 0);
      return performance.now() - began;
    } finally {
      back(this.#mover);
      await page.close();
      await this.#until(() => this.#service.deps.presence.seats.inRoom(room).length === 0);
    }
  }

  async close(): Promise<void> {
    for (const browser of Object.values(this.#browsers)) await browser.close();
    await this.#service.stop();
  }

  /** For example `seen established FR`. */
  #decided(room: string): string {
    const { seats } = this.#service.deps.presence;
    const { connectionLocator: whereabouts } = this.#service.deps.decision;
    const [seat] = seats.inRoom(room);
    if (seat === undefined) return "no seat";
    const { fix, media } = whereabouts.locate(seat);
    return [media, fix.standing, "place" in fix ? fix.place : ""].join(" ");
  }

  async #until(isSo: () => boolean): Promise<void> {
    const { seats } = this.#service.deps.presence;
    const { media } = this.#service.deps.decision;
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (!isSo()) return;
        end();
        resolve();
      };
      const stops = [seats.onChange(look), media.onChange(look)];
      const timer = setTimeout(() => {
        end();
        reject(new Error("a move was not seen in time"));
      }, deadlineMs);
      const end = (): void => {
        clearTimeout(timer);
        for (const stop of stops) stop();
      };
      look();
    });
  }
}

async function newMeeting(host: Person): Promise<string> {
  const made = await host.ask("POST", "/api/meetings", { title: "Moves" });
  return meetingCreated.parse(made).code;
}

async function enterCall(page: Page): Promise<void> {
  await page.getByTestId("join-name").fill("Ada");
  await page.getByTestId("join-button").click();
  await page.getByTestId("call").waitFor();
}
