import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { Act } from "./acts.ts";
import { type HostileService, type Name, people, shownWrongly } from "./hostile-call.ts";
import type { HostileEngine } from "./hostile-engine.ts";
import { type Mark, markNow, type OpenBytes, openSince } from "./open-bytes.ts";
import type { Seat } from "./seat.ts";

export const names = Object.keys(people) as Name[];

/** This many frames of each kind show that someone sends. */
const enough = 8;
const silentAfterMs = 4_000;

/** Their page sends, or has left the call, or is inside and sends nothing. */
export type Outcome = "continues" | "is out" | "is silent";

/** A call of all known people, with what the engine recorded of it. */
export class OverheardCall {
  readonly link: string;
  readonly pages: Readonly<Record<Name, Page>>;
  readonly olderBrowsers: readonly Name[];
  /** What is written here, and must not be read. */
  readonly texts: string[] = [];
  readonly room: string;
  readonly #world: HostileService;
  /** Since when it is on each of the engines that had it. */
  readonly #since = new Map<HostileEngine, Mark>();

  private constructor(
    world: HostileService,
    parts: Pick<OverheardCall, "link" | "pages" | "olderBrowsers"> & { readonly since: Mark },
  ) {
    this.#world = world;
    this.link = parts.link;
    this.pages = parts.pages;
    this.olderBrowsers = parts.olderBrowsers;
    this.room = world.engine.seat("Ada").room;
    this.#since.set(world.engine, parts.since);
  }

  /** `olderBrowsers`: those with encoded streams and without transforms. */
  static async begin(
    world: HostileService,
    encryption: "off" | "end-to-end" = "end-to-end",
    olderBrowsers: readonly Name[] = [],
  ): Promise<OverheardCall> {
    // A failed call may have left someone behind.
    await world.leaveAll();
    const since = markNow(world.engine);
    const link = await world.makeMeeting(encryption);
    const joined = await Promise.all(
      names.map((name) =>
        world.join(name, link, olderBrowsers.includes(name) ? "older" : "current"),
      ),
    );
    const pages = Object.fromEntries(names.map((name, at) => [name, joined[at]]));
    const call = new OverheardCall(world, {
      link,
      since,
      olderBrowsers,
      pages: pages as Record<Name, Page>,
    });
    await Promise.all(names.map((name) => call.pages[name].getByTestId("open-chat").click()));
    for (const name of names) await call.keepsSending(name);
    return call;
  }

  seat(name: Name): Seat {
    return this.#world.engine.seat(name);
  }

  /** Same as the engine's. */
  until<T>(what: string, look: () => T | undefined): Promise<T> {
    return this.#world.engine.until(look, what);
  }

  /** This call's frames, of all the engine has. */
  get frames() {
    const { room } = this;
    const { engine } = this.#world;
    return engine.frames
      .slice(this.#since.get(engine)?.frames)
      .filter(({ from }) => from.room === room);
  }

  /** Resolves when more picture and sound come, on the newest connection. */
  async keepsSending(name: Name, deadlineMs = 30_000): Promise<void> {
    const { engine } = this.#world;
    const since = engine.frames.length;
    const look = () => {
      const newest = engine.seat(name);
      const count = { audio: 0, video: 0 };
      for (const { from, mime } of engine.frames.slice(since)) {
        if (from === newest) count[mime.startsWith("audio") ? "audio" : "video"] += 1;
      }
      return (count.audio >= enough && count.video >= enough) || undefined;
    };
    await engine.until(look, `frames of ${name}`, deadlineMs);
  }

  async write(name: Name, text: string): Promise<void> {
    this.texts.push(text);
    const field = this.pages[name].getByTestId("chat-input");
    await field.fill(text);
    await field.press("Enter");
  }

  reads(name: Name, text: string): Promise<void> {
    return this.pages[name].getByTestId("chat-log").filter({ hasText: text }).waitFor();
  }

  async shareScreen(name: Name): Promise<void> {
    await this.pages[name].getByTestId("toggle-screen").click();
    for (const other of names) {
      if (other !== name) await this.pages[other].getByTestId(`screen-${name}`).waitFor();
    }
  }

  /**
   * Does this to Ada, in Bo's and Cy's names, and lets it take effect. Returns what became of her.
   */
  async suffer(act: Act): Promise<Outcome> {
    const { engine } = this.#world;
    const [victim, other, third] = [engine.seat("Ada"), engine.seat("Bo"), engine.seat("Cy")];
    await act({ engine, victim, other, third });
    return await this.outcomeOf("Ada");
  }

  async outcomeOf(name: Name): Promise<Outcome> {
    const left = { state: "detached", timeout: silentAfterMs } as const;
    const silent = () => "is silent" as const;
    return await Promise.race([
      this.keepsSending(name, silentAfterMs).then(() => "continues" as const, silent),
      this.pages[name]
        .getByTestId("call")
        .waitFor(left)
        .then(() => "is out" as const, silent),
    ]);
  }

  /** The call moves to another engine. Pages keep their connections to the former one for some seconds. */
  async startMove(refused?: ReadonlyMap<string, number>): Promise<void> {
    await this.#world.move(this.room, refused);
    const { engine } = this.#world;
    if (!this.#since.has(engine)) this.#since.set(engine, markNow(engine));
  }

  /** The same; resolves when everyone sends to the other engine. `meanwhile`: done as it begins. */
  async move(meanwhile: () => Promise<void> = async () => undefined): Promise<void> {
    await this.startMove();
    await meanwhile();
    const { engine } = this.#world;
    const isSeated = (name: Name): boolean =>
      engine.seats.some((one) => one.name === name && one.room === this.room && one.isOpen);
    await this.until("everyone after a move", () => names.every(isSeated) || undefined);
    for (const name of names) await this.keepsSending(name);
  }

  /** Nothing was sent in the open, and no one is shown as another person or kind. */
  async holds(open: OpenBytes): Promise<void> {
    const { room, texts } = this;
    for (const [engine, since] of this.#since) {
      expect(openSince(engine, open, { room, texts, since })).toEqual({});
    }
    for (const name of names) expect(await shownWrongly(this.pages[name])).toEqual([]);
  }

  /** Says on the page that its seal broke, instead of the call. */
  async saysThatItBroke(name: Name): Promise<void> {
    await this.pages[name].getByTestId("no-keys-broke").waitFor();
  }

  /** Rejoins, as after a reload. */
  async comeBack(name: Name): Promise<void> {
    const page = this.pages[name];
    await page.goto("about:blank");
    await this.#world.enter(page, name, this.link);
    await page.getByTestId("open-chat").click();
    await this.keepsSending(name);
  }

  async end(): Promise<void> {
    await this.#world.leaveAll();
  }
}
