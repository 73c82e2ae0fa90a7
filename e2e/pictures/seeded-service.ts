import { appealCase, appealMade } from "@graticule/api/appeals";
import { ownProposal } from "@graticule/api/desk-changes";
import { meetingCreated } from "@graticule/api/meetings";
import type { RequestView } from "@graticule/api/requests";
import { session } from "@graticule/api/session";
import { entriesBehind } from "@graticule/api/transparency";
import { unjudged } from "@graticule/server/tests/by-hand";
import { credentialOf, deskKeyOf } from "@graticule/server/tests/desk-keys";
import { startTestService } from "@graticule/server/tests/harness";
import { endDay } from "@graticule/server/tests/log-days";
import { quietPort } from "@graticule/server/tests/quiet-port";
import { newLink } from "../new-link.ts";
import {
  answer,
  approve,
  authority,
  lift,
  makePublic,
  propose,
  receive,
  review,
} from "../replay/desk.ts";
import { Person } from "../replay/person.ts";
import {
  letOrdersAge,
  newMember,
  newStaff,
  registerAuthority,
  type Staff,
  signProposals,
} from "../replay/staff.ts";
import { openSignUp } from "../replay/stage.ts";

/** A place from which an order keeps people out, as stated by a proxy on this machine. */
export const keptOut = { "x-forwarded-for": "192.0.2.7" };
const geofeed = `127.0.0.0/8,FR,,,\n192.0.2.0/24,${authority.home},,,\n`;
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const comingInDays = 2;

/** A meeting's pages, as paths including the fragment. */
type Meeting = Readonly<Record<"code" | "join" | "manage" | "check" | "report", string>>;

/** Who looks at a page; a visitor has no account. */
export type Viewer =
  | "visitor"
  | "host"
  | "administrator"
  | keyof Staff
  | "appeals"
  | "safety"
  /** Proposed for the desk: without a desk key yet, and with one. */
  | "proposed"
  | "accepted";

/** A service with everything that a page can show, for pictures and checks of every page. */
export interface SeededService {
  readonly origin: string;
  readonly people: Readonly<Record<Exclude<Viewer, "visitor">, Person>>;
  readonly meetings: Awaited<ReturnType<typeof makeMeetings>>;
  readonly desk: Awaited<ReturnType<typeof fillDesk>> & { readonly entry: number };
  /** Another meeting of the host, never used before. */
  newMeeting(): Promise<Meeting>;
  stop(): Promise<void>;
}

/** @param title of the meeting that its host manages */
export async function startSeededService(title: string): Promise<SeededService> {
  const port = await quietPort("127.0.0.1");
  // A name, because an address can have no passkey.
  const origin = `http://localhost:${port}`;
  const service = await startTestService({
    geofeed,
    env: { PORT: String(port), PUBLIC_URL: origin, TRUSTED_PROXIES: "127.0.0.1" },
  });
  try {
    const administrator = await Person.setUp(origin, service.setupUrl);
    await openSignUp(administrator);
    const staff = await newStaff(origin, service.byHand);
    const odd = { name: "Odd at appeals", role: "appeals" } as const;
    const appeals = await newMember(origin, service.byHand, odd);
    const sana = { name: "Sana for safety", role: "safety" } as const;
    const safety = await newMember(origin, service.byHand, sana);
    const host = await Person.signUp(origin, "Hana");
    const proposed = await proposeMember(staff, "Nia who is proposed");
    const accepted = await proposeMember(staff, "Amir who accepted");
    await accept(accepted);
    await signProposals(staff.reviewer);
    const people = { ...staff, administrator, appeals, safety, host, proposed, accepted };
    await administer(people);
    const meetings = await makeMeetings(people.host, title);
    const age = () => letOrdersAge(service.byHand, comingInDays * 24);
    const desk = await fillDesk(people, meetings, age);
    await unjudged(service.byHand, (client) =>
      client.query("UPDATE order_end SET at = at - interval '1 day' WHERE kind = 'lifted'"),
    );
    await endDay(service, service.byHand);
    const entry = await orderEntry(origin);
    // No one takes down a text of a request in which they had a part.
    const other = { name: "Roy who reviews too", role: "reviewer" } as const;
    await (await newMember(origin, service.byHand, other)).ask("POST", "/api/desk/text-removals", {
      entry,
      text: "law",
      ground: "mistake",
    });
    const newMeeting = () => makeMeeting(people.host, { title: "Thursday seminar" });
    return { origin, people, meetings, desk: { ...desk, entry }, newMeeting, stop: service.stop };
  } catch (error) {
    await service.stop();
    throw error;
  }
}

async function proposeMember({ reviewer }: Staff, name: string): Promise<Person> {
  const person = await Person.signUp(reviewer.url, name);
  await person.useSecondFactor();
  const { email } = person;
  const change = { kind: "staff", email, roles: ["intake"], liaisonTo: [] };
  await reviewer.ask("POST", "/api/desk/changes", change);
  return person;
}

/** As on their account page, with a software key. */
async function accept(person: Person): Promise<void> {
  person.deskId = session.parse(await person.ask("GET", "/api/session")).person?.id ?? "";
  const [proposal] = ownProposal
    .array()
    .parse(await person.ask("GET", "/api/account/proposed-roles"));
  const own = deskKeyOf(person.deskId);
  await person.ask("POST", `/api/account/proposed-roles/${proposal?.id}/key`, {
    publicKey: own.key,
    credentialId: credentialOf(own).toString("base64url"),
    signature: person.sign(proposal?.toSign ?? ""),
    password: person.password,
  });
}

/** Rules of the whole service and of an account, place sets, a key and a webhook. */
async function administer({ administrator, host }: Record<"administrator" | "host", Person>) {
  const deny = [{ kind: "place", code: "AQ" }];
  await administrator.ask("POST", "/api/admin/platform-rules", {
    name: "Sanctions list",
    ground: "sanctions",
    reviewAt: inDays(90),
    rule: { deny },
  });
  const places = { name: "Partners", dated: "2026-11-01", places: deny };
  await administrator.ask("PUT", "/api/admin/place-sets/partners", places);
  await host.ask("PUT", "/api/account/place-sets/fields", { ...places, name: "Field stations" });
  await host.ask("POST", "/api/account/keys", { name: "Library backend", scopes: ["join"] });
  const webhook = { url: "https://hooks.example/graticule", events: ["rule-changed"] };
  await host.ask("POST", "/api/account/webhooks", webhook);
}

async function makeMeeting(host: Person, more: object): Promise<Meeting> {
  const { secret, told } = await newLink();
  const made = meetingCreated.parse(await host.ask("POST", "/api/meetings", { ...told, ...more }));
  const { code, manageUrl } = made;
  return {
    code,
    join: `/m/${code}#${secret}`,
    check: `/check/${code}`,
    report: `/report/${code}`,
    manage: `/manage/${code}${new URL(manageUrl).hash}.${secret}`,
  };
}

async function makeMeetings(host: Person, title: string) {
  const make = (more: object) => makeMeeting(host, more);
  const coming = { startsAt: inDays(comingInDays), durationMinutes: 90, timeZone: "Europe/Paris" };
  const weekly = { ...coming, repeat: { every: "week" } };
  const closed = { rule: { deny: [{ kind: "place", code: "FR" }] } };
  const ended = await make({ title: "Last year’s seminar" });
  await host.ask("POST", `/api/meetings/${ended.code}/manage/end`);
  return {
    talk: await make({ title }),
    ordered: await make({ title: "Spring seminar", ...weekly }),
    lifted: await make({ title: "A reading of names", ...coming }),
    overturned: await make({ title: "An evening of songs", ...coming }),
    asked: await make({ title: "Old maps of the river", ...coming }),
    closed: await make({ title: "Faculty meeting", ...closed }),
    lobby: await make({ title: "Office hours", door: { entry: "lobby" } }),
    ended,
  };
}

/**
 * Four letters: one is answered and public, with one order in force, one lifted and one ended on
 * appeal; in one an order waits for a second person; one is under review; one has just come. And a
 * report of a meeting.
 */
async function fillDesk(
  people: Staff & { readonly appeals: Person; readonly host: Person },
  meetings: Awaited<ReturnType<typeof makeMeetings>>,
  age: () => Promise<void>,
) {
  const { ordered, lifted, overturned, asked, closed, talk } = meetings;
  const from = await registerAuthority(people, authority);
  const letter = async (...about: readonly Meeting[]) => await receive(people, from, about);
  const reviewed = await review(people, await letter(ordered, lifted, overturned));
  const told = await approve(people, await propose(people, reviewed));
  await answer(people, told);
  await makePublic(people, told);
  await lift(people, told, 1);
  await age();
  const appeal = await appealTo(people.host, orderOf(told, 0));
  // The public would see the decision tomorrow.
  const decided = await appealTo(people.host, orderOf(told, 2), {
    by: "host",
    code: overturned.code,
  });
  await overturn(people.appeals, orderOf(told, 2));
  const proposed = await propose(people, await review(people, await letter(asked)));
  const reviewing = await review(people, await letter(closed));
  const received = await letter(talk);
  await people.host.ask("POST", "/api/reports", {
    code: talk.code,
    what: "spam",
    fromState: false,
    text: "Every meeting begins with an advertisement for shoes.",
  });
  const [order, orderOver] = [orderOf(told, 0), orderOf(told, 1)];
  return { told, proposed, reviewing, received, order, orderOver, appeal, decided };
}

function orderOf({ orders }: RequestView, meeting: number): string {
  const order = orders.find((one) => one.meeting === meeting);
  if (order === undefined) throw new Error("There is no order for this meeting.");
  return order.id;
}

/** As anyone may, by default. Returns the path at which the appeal is followed. */
async function appealTo(
  person: Person,
  orderId: string,
  by: { readonly by: "public" } | { readonly by: "host"; readonly code: string } = { by: "public" },
): Promise<string> {
  const text = "I only wanted to see the maps.";
  const made = appealMade.parse(
    await person.ask("POST", "/api/appeals", {
      orderId,
      ...by,
      text,
    }),
  );
  const { pathname, hash } = new URL(made.url);
  return pathname + hash;
}

async function overturn(person: Person, order: string): Promise<void> {
  const cases = appealCase.array().parse(await person.ask("GET", "/api/desk/appeals"));
  const { no, readTo } = cases.find(({ orderId }) => orderId === order) ?? {};
  await person.ask("POST", `/api/desk/appeals/${order}/decision`, {
    no,
    readTo,
    outcome: "overturned",
    reasons: "Nothing in the law concerns old maps.",
  });
}

/** The index in the log of an approved order. */
async function orderEntry(origin: string): Promise<number> {
  const answered = await fetch(`${origin}/api/transparency/entries?behind=all`);
  const { entries } = entriesBehind.parse(await answered.json());
  const found = entries.find(({ leaf }) => leaf.includes('"order-approved"'));
  if (found === undefined) throw new Error("No order is in the log.");
  return found.index;
}
