import { meetingCreated } from "@graticule/api/meetings";
import { startTestService, type TestService } from "@graticule/server/tests/harness";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "../browser.ts";
import { newLink } from "../new-link.ts";
import { demandedFrom, type HomeCode, homeCodes, type Party, type Scene, scenes } from "./cast.ts";
import { Crowd } from "./crowd-process.ts";
import type { Entry, Sits } from "./crowd-words.ts";
import { comeByPage } from "./page.ts";
import { Person } from "./person.ts";
import { openPlaces, type Places } from "./places.ts";
import { startTwoInstances, type TwoInstances } from "./two-instances.ts";

/** Someone inside a meeting, by page or by client. */
export interface Sitter {
  readonly name: string;
  readonly home: HomeCode;
  /** Undefined: one of the crowd, with an unadapted client. */
  readonly page: Page | undefined;
  readonly identity: string;
  /** Shows a camera. */
  readonly shows: boolean;
}

/** A commemoration with its host and, while it runs, the people inside. */
export interface Meeting {
  readonly scene: Scene;
  readonly code: string;
  /** With the secret in its fragment, which the service does not have. */
  readonly joinUrl: string;
  readonly host: Person;
  readonly sitters: Sitter[];
}

/** Everything in the story before the request comes. */
export interface Stage {
  readonly places: Places;
  readonly service: TestService;
  /** Kills the instance that owns every room, where there are two; otherwise does nothing. */
  killOwner(): Promise<void>;
  readonly administrator: Person;
  readonly meetings: readonly Meeting[];
  /** A meeting that the scheduled one's host held before. */
  readonly earlier: { readonly code: string };
  /** Resolves when the room's present owner has this person's connection to the gate. */
  isConnected(meeting: Pick<Meeting, "code">, identity: string): Promise<void>;
  crowd(home: HomeCode): Crowd;
  browser(home: HomeCode): Browser;
  /** Asks at a meeting's door from a home, without taking a seat. */
  knock(home: HomeCode, code: string): Promise<Entry>;
  close(): Promise<void>;
}

/** How long until the scheduled meeting, so that no one can be inside before the request. */
export const comingInHours = 48;

/** @param instances 2: the owner of all rooms can be killed */
export async function openStage(ground: Places["kind"] | "best", instances: 1 | 2): Promise<Stage> {
  const undo: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const places = await openPlaces(ground);
    undo.push(places.close);
    const { service, kill, stop } = await (instances === 2
      ? startTwoInstances(places)
      : startOne(places));
    undo.push(stop);
    const [crowds, browsers] = [new Map<HomeCode, Crowd>(), new Map<HomeCode, Browser>()];
    undo.push(async () => {
      await Promise.all([...crowds.values()].map((crowd) => crowd.close()));
      await Promise.all([...browsers.values()].map((browser) => browser.close()));
    });
    for (const home of homeCodes) {
      crowds.set(home, new Crowd(places.at(home)));
    }
    for (const home of homesWithPages()) {
      browsers.set(home, await openBrowser(places.at(home), service.url, 5));
    }
    const administrator = await Person.setUp(service.url, service.setupUrl);
    await openSignUp(administrator);
    const { meetings, earlier } = await makeMeetings(service.url);
    const of = <T>(map: ReadonlyMap<HomeCode, T>, home: HomeCode): T => {
      const found = map.get(home);
      if (found === undefined) throw new Error(`No one is in ${home}`);
      return found;
    };
    const crowd = (home: HomeCode) => of(crowds, home);
    let knocks = 0;
    return {
      places,
      service,
      killOwner: kill,
      administrator,
      meetings,
      earlier,
      crowd,
      close,
      browser: (home) => of(browsers, home),
      isConnected: (meeting, identity) => isConnected(service, meeting, identity),
      knock: (home, code) =>
        crowd(home).come({ who: `Knock ${++knocks}`, code, cookie: "", sits: "not", secret: "" }),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Before the owner is killed, another process knows who is connected. */
async function isConnected(
  { deps, byHand }: TestService,
  { code }: Pick<Meeting, "code">,
  identity: string,
): Promise<void> {
  const { rows } = await byHand.pool.query("SELECT room FROM meeting WHERE code = $1", [code]);
  const { seats } = deps.presence;
  const isOpen = () =>
    seats.find(rows[0]?.room, identity)?.legs.some(({ state }) => state === "open") === true;
  await new Promise<void>((done) => {
    const look = (): void => {
      if (!isOpen()) return;
      stop();
      done();
    };
    const stop = seats.onChange(look);
    look();
  });
}

async function startOne({ host, port, sourcesFile }: Places): Promise<TwoInstances> {
  const service = await startTestService({
    env: {
      HOST: host,
      MEDIA_ADDRESS: host,
      PORT: String(port),
      LOCATION_SOURCES: sourcesFile,
    },
  });
  return { service, kill: async () => {}, stop: service.stop };
}

/**
 * The demanded place has another browser page, which leaves by itself: see departures in replay.ts.
 */
function homesWithPages(): readonly HomeCode[] {
  const withPages = scenes.flatMap(({ parties }) =>
    parties.filter(({ pages }) => pages > 0).map(({ home }) => home),
  );
  return [...new Set<HomeCode>([demandedFrom, ...withPages])];
}

export async function openSignUp(administrator: Person): Promise<void> {
  const settings = (await administrator.ask("GET", "/api/admin/settings")) as object;
  await administrator.ask("PUT", "/api/admin/settings", {
    ...settings,
    signUp: "open",
    contact: "legal@example.org",
  });
}

async function makeMeetings(url: string): Promise<Pick<Stage, "meetings" | "earlier">> {
  const meetings: Meeting[] = [];
  let earlier: Stage["earlier"] | undefined;
  for (const scene of scenes) {
    const host = await Person.signUp(url, `Host of ${scene.key}`);
    await host.ask("POST", "/api/account/keys", { name: "Own website", scopes: ["join"] });
    const startsAt = new Date(Date.now() + comingInHours * 3_600_000).toISOString();
    const when =
      scene.when === "scheduled"
        ? { startsAt, durationMinutes: 90, timeZone: "UTC", repeat: { every: "week" } }
        : {};
    const { secret, told } = await newLink();
    const nativeClients = scene.admits === "any client";
    const make = async (title: string, more: object) =>
      meetingCreated.parse(
        await host.ask("POST", "/api/meetings", { title, ...told, nativeClients, ...more }),
      );
    if (scene.when === "scheduled") earlier = await make(`${scene.title}, last year`, {});
    const { code, joinUrl } = await make(scene.title, when);
    meetings.push({ scene, code, joinUrl: `${joinUrl}#${secret}`, host, sitters: [] });
  }
  if (earlier === undefined) throw new Error("No meeting is scheduled.");
  return { meetings, earlier };
}

/**
 * Everyone joins: all homes at once, the people of one home one by one. Pages come once all clients of
 * all meetings are inside: while they load and show pictures, two cores can be busy for longer than the
 * native client waits for an answer when it shows its camera (10 s).
 */
export async function fill(stage: Stage): Promise<void> {
  const running = stage.meetings.filter(({ scene }) => scene.when === "running");
  const hostOf = ({ scene, host }: Meeting) => ({ home: scene.host, name: host.name });
  for (const meeting of running) {
    const { scene, sitters } = meeting;
    if (scene.admits === "any client") {
      sitters.push(await seat(stage, meeting, { ...hostOf(meeting), sits: "quietly" }));
    }
    await Promise.all(scene.parties.map((party) => seatClients(stage, meeting, party)));
  }
  for (const meeting of running) {
    const { scene, sitters, host } = meeting;
    if (scene.admits === "pages") {
      const come = { ...hostOf(meeting), shows: false, signedIn: host };
      sitters.push(await seatPage(stage, meeting, come));
    }
    await Promise.all(scene.parties.map((party) => seatPages(stage, meeting, party)));
  }
}

async function seatPage(
  stage: Stage,
  { joinUrl }: Meeting,
  come: { home: HomeCode; name: string; shows: boolean; signedIn?: Person },
): Promise<Sitter> {
  const { home, name, ...how } = come;
  const seated = await comeByPage(stage.browser(home), joinUrl, name, how);
  return { name, home, shows: how.shows, ...seated };
}

async function seatClients(stage: Stage, meeting: Meeting, party: Party): Promise<void> {
  const { home, clients, camera } = party;
  for (let no = 1; no <= clients; no++) {
    const name = `${meeting.scene.key} ${home} ${no}`;
    const sits = no > 1 ? "quietly" : camera === true ? "shows" : "watches";
    meeting.sitters.push(await seat(stage, meeting, { home, name, sits }));
  }
}

async function seatPages(stage: Stage, meeting: Meeting, party: Party): Promise<void> {
  const { home, pages, clients, camera } = party;
  for (let no = 1; no <= pages; no++) {
    const name = `${meeting.scene.key} ${home} page ${no}`;
    const shows = camera === true && clients === 0 && no === 1;
    meeting.sitters.push(await seatPage(stage, meeting, { home, name, shows }));
  }
}

async function seat(
  stage: Stage,
  { code, host, joinUrl }: Meeting,
  { home, name, sits }: { home: HomeCode; name: string; sits: Sits },
): Promise<Sitter> {
  const cookie = name === host.name ? host.cookie() : "";
  const secret = new URL(joinUrl).hash;
  const entry = await stage.crowd(home).come({ who: name, code, cookie, sits, secret });
  if (entry.kind === "refused") throw new Error(`${name} was refused: ${entry.status}`);
  return { name, home, page: undefined, identity: entry.identity, shows: sits === "shows" };
}
