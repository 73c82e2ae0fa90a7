import { mailbox } from "@graticule/api/administration";
import { hostNotice } from "@graticule/api/host-notices";
import type { RequestView } from "@graticule/api/requests";
import { whileLogStands } from "@graticule/server/tests/by-hand";
import { within } from "../within.ts";
import { type AccountDigest, digestOf } from "./accounts.ts";
import { demandedFrom, type HomeCode, homeCodes } from "./cast.ts";
import { type Departures, type Leaver, newLeaver, orderedDepartures } from "./departures.ts";
import {
  answer,
  approve,
  approveFirst,
  authority,
  lift,
  makePublic,
  propose,
  receive,
  review,
} from "./desk.ts";
import { doorOf, type HomeOutcome, homeOutcomes, untilOut } from "./home-outcome.ts";
import { type KeyProof, proveKeys } from "./key-proof.ts";
import { type LogProof, proveLog } from "./log-proof.ts";
import { keyCodeOf } from "./order-signatures.ts";
import { isInside } from "./page.ts";
import type { Person } from "./person.ts";
import type { Places } from "./places.ts";
import { readSeals, type Seals } from "./seals.ts";
import { letOrdersAge, newStaff, registerAuthority, type Staff } from "./staff.ts";
import { comingInHours, fill, type Meeting, openStage, type Stage } from "./stage.ts";
import { readStory, type StoryRead } from "./story-page.ts";
import { type HomeGap, startWatching } from "./watching.ts";

/** The answer at each home's door. */
export type Doors = Readonly<Record<HomeCode, HomeOutcome["door"]>>;

/** What a host learned, and what the letter said. */
export interface Told {
  readonly meeting: Meeting["scene"]["key"];
  readonly notices: readonly string[];
  readonly letters: readonly string[];
}

interface Signer {
  readonly name: string;
  readonly key: string;
}

/** Everything that the story shows. */
export interface Account {
  readonly ground: Places["kind"];
  /** How many instances there were; of two, the one that owned every room was killed. */
  readonly instances: 1 | 2;
  readonly seals: readonly Seals[];
  readonly request: RequestView;
  /** The two who sign, with the names of their desk keys. */
  readonly signers: Readonly<Record<"reviewer" | "approver", Signer>>;
  readonly during: readonly HomeOutcome[];
  readonly gapsBefore: readonly HomeGap[];
  readonly gapsDuring: readonly HomeGap[];
  readonly departures: Departures;
  readonly keys: readonly KeyProof[];
  readonly doors: {
    readonly coming: { readonly before: Doors; readonly open: Doors; readonly after: Doors };
    /** Another meeting of the same account, while the order for the coming one is in force. */
    readonly earlier: Doors;
    readonly lifted: Doors;
    readonly lapsed: Doors;
  };
  /** While the public log stands still, with an order approved. */
  readonly standing: {
    readonly state: string | undefined;
    readonly people: readonly HomeOutcome[];
  };
  readonly told: readonly Told[];
  readonly accountsBefore: readonly AccountDigest[];
  readonly accountsAfter: readonly AccountDigest[];
  readonly story: StoryRead;
  readonly log: LogProof;
}

/** How long pictures are watched, without and with orders. */
const watchMs = 5_000;
/** From the first guest to the end; it takes three minutes of two cores. */
const storyMs = 480_000;
/** For what comes before and after it. */
const partMs = 90_000;

/**
 * Tells the story from its first guest to its last order. `tell` hears each chapter. With two
 * instances the owner of all rooms is killed while it puts people out.
 */
export async function replay(
  ground: Places["kind"] | "best",
  tell: (chapter: string) => void,
  { instances = 1 }: { readonly instances?: 1 | 2 } = {},
): Promise<Account> {
  const stage = await within(partMs, "Opening the stage", openStage(ground, instances));
  let last = "";
  const chapter = (text: string): void => {
    last = text;
    tell(text);
  };
  const close = () => within(partMs, "Closing the stage", stage.close());
  let account: Account;
  try {
    account = await within(
      storyMs,
      () => `Something after "${last}"`,
      story(stage, instances, chapter),
    );
  } catch (fault) {
    await close().catch(console.warn);
    throw fault;
  }
  await close();
  return account;
}

async function story(stage: Stage, instances: 1 | 2, tell: Cast["tell"]): Promise<Account> {
  tell(`Eight networks (${stage.places.kind}), four commemorations`);
  await fill(stage);
  for (const { sitters, scene } of stage.meetings) {
    if (sitters.length > 0) tell(`${sitters.length} people are inside: ${scene.title}`);
  }
  const vigil = meetingOf(stage, "vigil");
  const early = await newLeaver(stage, vigil, { home: demandedFrom, name: "Leaves early" });
  const ordinary = await early.go();
  const late = await newLeaver(stage, vigil, { home: "HK", name: "Leaves later" });
  tell("One of them left as anyone does");
  const seals = await readSeals(stage);
  tell("Pages say how their meetings are sealed");
  const staff = await newStaff(stage.service.url, stage.service.byHand);
  return {
    ground: stage.places.kind,
    instances,
    seals,
    ...(await demandAndAnswer({ stage, staff, ordinary, late, tell })),
  };
}

interface Cast {
  readonly stage: Stage;
  readonly staff: Staff;
  readonly ordinary: Departures["ordinary"];
  readonly late: Leaver;
  readonly tell: (chapter: string) => void;
}

async function demandAndAnswer({ stage, staff, ordinary, late, tell }: Cast) {
  const accountsBefore = await accountsOf(stage);
  const gapsBefore = await watchFor(stage, async () => {});
  tell("One request: end all four, and terminate the accounts of their hosts");
  const authorityId = await registerAuthority(staff, authority);
  const received = await receive(staff, authorityId, stage.meetings);
  const reviewed = await review(staff, received);
  const proposed = await propose(staff, reviewed);
  tell(`Proposed: ${proposed.orders.length} orders, each for one session and one territory`);
  let approved = proposed;
  const standing = await whileLogStands(stage.service.byHand, async () => {
    approved = await approveFirst(staff, proposed);
    return { state: approved.orders[0]?.state, people: await homeOutcomes(stage) };
  });
  tell("One is approved while the public log stands still: no one is kept out");
  const gapsDuring = await watchFor(stage, async () => {
    approved = await approve(staff, approved, stage.killOwner);
    const [vigil, forum] = [meetingOf(stage, "vigil"), meetingOf(stage, "forum")];
    await Promise.all([untilOut(stage, vigil), untilOut(stage, forum)]);
  });
  await stage.service.deps.enforcement.settled();
  await stage.isConnected(meetingOf(stage, "vigil"), late.identity);
  const later = await late.go();
  const keys = await Promise.all(
    (["vigil", "forum"] as const).map((key) => proveKeys(stage, meetingOf(stage, key))),
  );
  const during = await homeOutcomes(stage);
  const ordered = await orderedDepartures(stage, meetingOf(stage, "vigil"));
  const departures = { ordinary, later, ...ordered };
  tell("Approved by a second person, and in force");
  const request = await answer(staff, approved);
  tell("Every demand has its answer, and the letter has gone back");
  const doors = await ends({ stage, staff, request, tell });
  await makePublic(staff, request);
  tell("Everyone can read what was demanded, in the authority's own words");
  const story = await readStory(stage, staff);
  tell("Someone who was not there has read the story, and checked an order in their own browser");
  const log = await proveLog(stage.service);
  tell("Outsiders have checked the public log, and changed copies of it");
  return {
    request,
    signers: { reviewer: signerOf(staff.reviewer), approver: signerOf(staff.approver) },
    during,
    gapsBefore,
    gapsDuring,
    departures,
    keys,
    doors,
    standing,
    accountsBefore,
    story,
    log,
    told: await toldTo(stage),
    accountsAfter: await accountsOf(stage),
  };
}

function signerOf(person: Person): Signer {
  return { name: person.name, key: keyCodeOf(person) };
}

/** Lifted, open for the coming meeting, expired: who may join when. */
async function ends(cast: {
  stage: Stage;
  staff: Staff;
  request: RequestView;
  tell: Cast["tell"];
}) {
  const { stage, staff, request, tell } = cast;
  const { byHand: database } = stage.service;
  const [vigil, coming] = [meetingOf(stage, "vigil"), meetingOf(stage, "coming")];
  const before = await doorsOf(stage, coming.code);
  await lift(staff, request, stage.meetings.indexOf(vigil));
  const page = vigil.sitters.find((one) => one.home === demandedFrom)?.page;
  if (page !== undefined) await isInside(page);
  const lifted = await doorsOf(stage, vigil.code);
  tell("One is lifted: its people are back by themselves");
  await letOrdersAge(database, comingInHours);
  await refreshed(stage);
  const lapsed = await doorsOf(stage, meetingOf(stage, "forum").code);
  const open = await doorsOf(stage, coming.code);
  const earlier = await doorsOf(stage, stage.earlier.code);
  tell("One has expired; the coming meeting opens");
  await letOrdersAge(database, 4);
  await refreshed(stage);
  const after = await doorsOf(stage, coming.code);
  tell("All have expired");
  return { coming: { before, open, after }, earlier, lifted, lapsed };
}

/** Decisions follow what was changed in the database. */
async function refreshed({ service }: Stage): Promise<void> {
  await service.deps.directory.refresh({ kind: "all" });
  await service.deps.enforcement.settled();
}

function meetingOf({ meetings }: Stage, key: Meeting["scene"]["key"]): Meeting {
  const found = meetings.find(({ scene }) => scene.key === key);
  if (found === undefined) throw new Error(`There is no ${key}.`);
  return found;
}

/** Measures while something happens, and for a while afterwards. */
async function watchFor(stage: Stage, happens: () => Promise<void>): Promise<readonly HomeGap[]> {
  const stop = await startWatching(stage);
  await happens();
  await new Promise((done) => setTimeout(done, watchMs));
  return await stop();
}

async function doorsOf(stage: Stage, code: string): Promise<Doors> {
  const doors = homeCodes.map(async (home) => [home, await doorOf(stage, home, code)]);
  return Object.fromEntries(await Promise.all(doors));
}

function accountsOf({ meetings, service }: Stage): Promise<readonly AccountDigest[]> {
  return Promise.all(meetings.map(({ host }) => digestOf(service.byHand, host.email)));
}

async function toldTo({ meetings, administrator }: Stage): Promise<readonly Told[]> {
  const letters = mailbox.parse(await administrator.ask("GET", "/api/admin/mailbox"));
  const told = meetings.map(async ({ scene, code, host }) => {
    const path = `/api/meetings/${code}/manage/notices`;
    const notices = hostNotice.array().parse(await host.ask("GET", path));
    return {
      meeting: scene.key,
      notices: notices.map(({ kind }) => kind),
      letters: letters.flatMap(({ to, subject, text }) =>
        to === host.email && text !== undefined ? [`${subject}\n${text}`] : [],
      ),
    };
  });
  return await Promise.all(told);
}
