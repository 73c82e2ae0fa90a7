import { randomUUID } from "node:crypto";
import type { OrderInput } from "@graticule/api/orders";
import type { RequestContent } from "@graticule/api/requests";
import { beforeAll } from "vitest";
import type { Answered, ApiService } from "./api-service.ts";
import { unjudged } from "./by-hand.ts";
import { anySignature, signatureBy } from "./desk-keys.ts";
import { newStaff, type Staff } from "./desk-service.ts";
import type { TestDatabase } from "./harness.ts";
import { signLongAgo } from "./long-ago.ts";
import {
  database,
  home,
  type MeetingService,
  meetingServiceOfTests,
  service,
  type TestMeeting,
} from "./meeting-service.ts";
import { published } from "./orders.ts";

/** A desk with one person for each step, and an authority that can make requests to it. */
export interface DeskPeople {
  readonly intake: Staff;
  readonly reviewer: Staff;
  readonly approver: Staff;
  readonly authority: { readonly id: string; readonly series: string };
}

const hourMs = 3_600_000;

export async function deskPeople(
  service: ApiService,
  database: TestDatabase,
  places: readonly string[] = ["CN"],
): Promise<DeskPeople> {
  const unique = randomUUID().slice(0, 8);
  const authority = await newAuthority(database, places);
  return {
    intake: await newStaff(service, database, `intake-${unique}`, { roles: ["intake"] }),
    reviewer: await newStaff(service, database, `reviewer-${unique}`, { roles: ["reviewer"] }),
    approver: await newStaff(service, database, `approver-${unique}`, { roles: ["approver"] }),
    authority,
  };
}

/** Shared by a file's tests: there once {@link deskOfTests} was called and they run. */
export let people: DeskPeople;

/** Starts a server with its own database and desk for a file's tests. */
export function deskOfTests(): void {
  meetingServiceOfTests();
  beforeAll(async () => {
    people = await deskPeople(service, database);
  });
}

/** An authority over these places, entered by two long ago: a new series, or its next entry. */
export async function newAuthority(
  database: Pick<TestDatabase, "pool">,
  places: readonly string[],
  series: string = randomUUID(),
): Promise<{ id: string; series: string }> {
  const [id, change] = [randomUUID(), randomUUID()];
  const says = "“Ministry of Tests” would have power where the test says.";
  // The database accepts no authority without two people.
  await unjudged(database, async (client) => {
    await client.query(
      `INSERT INTO authority (id, series, name, kind, union_id, contact, change_id)
       VALUES ($1, $2, 'Ministry of Tests', 'union', 'EU', 'By letter', $3)`,
      [id, series, change],
    );
    await client.query(
      `INSERT INTO authority_reach (authority_id, place, instrument)
       SELECT $1, place, 'Test Act' FROM unnest($2::text[]) AS place`,
      [id, places],
    );
    await signLongAgo(client, change, { what: "authority", says });
  });
  await published(database, "change-decided", change);
  return { id, series };
}

type Changed<T> = { readonly [Key in keyof T]?: T[Key] | undefined };

/**
 * A complete request to withhold these meetings, one demand each. Length and places are stated only
 * in words, so any order goes beyond what is stated, and needs a reason.
 */
export function requestOf(
  authority: { readonly id: string },
  codes: readonly string[],
  changed: Changed<RequestContent> = {},
): object {
  return {
    authorityId: authority.id,
    branch: "executive",
    office: "Office 4",
    receivedAt: new Date(Date.now() - 60_000).toISOString(),
    channel: "post",
    instrument: "Order",
    reference: `T/${randomUUID().slice(0, 6)}`,
    legalBasis: { statute: "Test Act", provision: "section 1" },
    reasons: "Because of a test.",
    meetings: codes,
    demands: codes.map((_, meeting) => ({
      kind: "withhold-meeting",
      verbatim: "Withhold it.",
      meeting,
    })),
    durationAsked: "A day",
    redress: "The court of tests",
    tellEffectTo: "Office 4",
    language: "en",
    originals: [{ name: "order.pdf", sha256: "0".repeat(64) }],
    ...changed,
  };
}

export function orderOf(changed: Changed<OrderInput> = {}): object {
  const written = `Found: ${randomUUID()}`;
  return {
    meeting: 0,
    places: ["CN"],
    from: new Date().toISOString(),
    until: new Date(Date.now() + 2 * hourMs).toISOString(),
    noticeMinutes: 0,
    reason: "A test",
    law: "Test Act, section 1",
    findings: {
      procedure: written,
      authority: written,
      legality: written,
      necessity: written,
      rights: written,
    },
    beyondWhy: "The request states no length and no places.",
    ...changed,
  };
}

/** Enters a request. Returns its id. */
export async function receive(people: DeskPeople, content: object): Promise<string> {
  const made = await people.intake.ask("POST", "/api/desk/requests", content);
  if (made.status !== 201) throw new Error(`intake was answered ${made.status} ${made.text}`);
  return made.json.id;
}

type Act = {
  readonly kind?: string;
  readonly order?: object;
  readonly orderId?: string;
};

/** An act, signed as its page signs it where it takes a signature. */
export async function act(who: Staff, id: string, body: object): Promise<Answered> {
  const path = `/api/desk/requests/${id}`;
  const signed = await signedAct(who, path, body as Act);
  return signed.kind === "refused"
    ? signed.answer
    : await who.ask("POST", `${path}/acts`, signed.body);
}

async function signedAct(
  who: Staff,
  path: string,
  body: Act,
): Promise<
  | { readonly kind: "signed"; readonly body: object }
  | { readonly kind: "refused"; readonly answer: Answered }
> {
  if (body.kind === "propose") {
    const answer = await who.ask("POST", `${path}/order-drafts`, body.order);
    if (answer.status !== 200) return { kind: "refused", answer };
    const { draft, toSign } = answer.json;
    const signature = signatureBy(who.id, toSign);
    return { kind: "signed", body: { ...body, draft, signature } };
  }
  if (!["approve", "propose-again", "approve-again"].includes(body.kind ?? ""))
    return { kind: "signed", body };
  const seen = await who.ask("GET", path);
  // What would be signed can't be read while the database is away.
  if (seen.status === 503) return { kind: "refused", answer: seen };
  const { json } = seen;
  const order = json.orders?.find((one: { id: string }) => one.id === body.orderId);
  const toSign: string | undefined = order?.toSign;
  const signature = toSign === undefined ? anySignature() : signatureBy(who.id, toSign);
  return { kind: "signed", body: { ...body, signature } };
}

/** The same for an act that must succeed. */
export async function acts(who: Staff, id: string, body: object): Promise<Answered["json"]> {
  const answer = await act(who, id, body);
  if (answer.status !== 200) throw new Error(`an act was answered ${answer.status} ${answer.text}`);
  return answer.json;
}

/** Receives a request, has it called back and its review begun. Returns its id. */
export async function underReview(people: DeskPeople, content: object): Promise<string> {
  const id = await receive(people, content);
  await acts(people.reviewer, id, { kind: "call-back", outcome: "authentic", how: "By telephone" });
  await acts(people.reviewer, id, { kind: "begin-review" });
  return id;
}

/** The same, with an order approved. */
export async function ordered(
  people: DeskPeople,
  content: object,
  changed: Changed<OrderInput> = {},
): Promise<{ readonly id: string; readonly orderId: string }> {
  const id = await underReview(people, content);
  const { orders } = await acts(people.reviewer, id, { kind: "propose", order: orderOf(changed) });
  const orderId: string = orders[0].id;
  await acts(people.approver, id, { kind: "approve", orderId });
  return { id, orderId };
}

/** What the desk recorded for the public log, with the texts kept outside it; oldest first. */
export async function entries(
  { pool }: Pick<TestDatabase, "pool">,
  kind: string,
): Promise<readonly Record<string, unknown>[]> {
  const { rows } = await pool.query(
    `SELECT body || coalesce((SELECT jsonb_object_agg(t.name, t.value) FROM ledger_text t
       WHERE t.entry_id = e.id), '{}') AS body
     FROM public_entry e WHERE kind = $1 ORDER BY id`,
    [kind],
  );
  return rows.map(({ body }) => body);
}

/** An address in China, of another network for each of 256 numbers. */
export const networkInChina = (number: number): string => `127.2.${number}.1`;

/** A running meeting with one person in France and so many in China, each on a network of their own. */
export async function runningMeeting(service: MeetingService, inChina = 0): Promise<TestMeeting> {
  const meeting = await service.newMeeting({ title: "Commemoration" });
  service.seat(meeting.room, "fr", home.france);
  for (let one = 0; one < inChina; one += 1) {
    service.seat(meeting.room, `cn-${one}`, networkInChina(one));
  }
  return meeting;
}
