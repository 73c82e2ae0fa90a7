import { createHash } from "node:crypto";
import { type MeetingCreated, meetingCreated } from "@graticule/api/meetings";
import type { LinkSecret } from "@graticule/e2ee/link-secret";
import type { TestService } from "@graticule/server/tests/harness";
import { newLink } from "../e2e/new-link.ts";
import { Person } from "../e2e/replay/person.ts";
import { newCandidate, newMember, registerAuthority } from "../e2e/replay/staff.ts";
import { type Confirming, hoursAgo, proposeLongAgo } from "./appointments.ts";
import { germany } from "./cast.ts";

/** Those whom a viewer of the demo can be, by what they are called in addresses. */
export const roles = [
  "host",
  "intake",
  "reviewer",
  "approver",
  "appeals",
  "administrator",
] as const;
export type Role = (typeof roles)[number];
export type Personas = Readonly<Record<Role, Person>>;

/**
 * Those who sign what they do. A desk key works at the service's own address alone, so they are
 * there, one after the other in one browser.
 */
const signers: ReadonlySet<Role> = new Set(["reviewer", "approver"]);
export const isSigner = (role: Role): boolean => signers.has(role);

/** What the demo shows. */
export interface Scene extends Confirming {
  readonly personas: Personas;
  readonly meeting: { readonly code: string; readonly secret: LinkSecret };
  /** With what stands behind `#`. */
  readonly joinUrl: string;
  readonly manageUrl: string;
}

const ministry = "Ministry of Meetings";

/** Accounts, a meeting, a desk that may act at once, and one request, complete and entered. */
export async function setScene(service: TestService): Promise<Scene> {
  const { url, setupUrl, byHand } = service;
  const administrator = await Person.setUp(url, setupUrl);
  const settings = (await administrator.ask("GET", "/api/admin/settings")) as object;
  const change = (more: object) =>
    administrator.ask("PUT", "/api/admin/settings", { ...settings, ...more });
  const contact = "desk@example.org";
  await change({ signUp: "open", contact });
  const host = await Person.signUp(url, "Nora");
  const { meeting, joinUrl, manageUrl } = await createMeeting(host);
  const member = (name: string, role: "intake" | "reviewer" | "approver" | "appeals") =>
    newMember(url, byHand, { name, role, hoursAgo: hoursAgo.colleagues });
  const personas = {
    host,
    administrator,
    intake: await member("Ivo", "intake"),
    reviewer: await newCandidate(url, byHand, "Rhea"),
    approver: await newCandidate(url, byHand, "Abel"),
    appeals: await member("Ada", "appeals"),
  };
  // Their colleagues, whose keys this process holds. Who enters a request doesn't call back about it.
  const colleagues = {
    intake: await member("Ines", "intake"),
    caller: personas.intake,
    reviewer: await member("Runa", "reviewer"),
    approver: await member("Otto", "approver"),
  };
  await change({ signUp: "closed", contact });
  const authorityId = await registerAuthority(colleagues, { name: ministry, home: germany.code });
  const request = requestOf(authorityId, meeting.code);
  await colleagues.intake.ask("POST", "/api/desk/requests", request);
  const propose = (role: "reviewer" | "approver") =>
    proposeLongAgo(byHand, colleagues.reviewer, personas[role], role);
  const candidates = [await propose("reviewer"), await propose("approver")];
  return { personas, candidates, confirmer: colleagues.approver, meeting, joinUrl, manageUrl };
}

/** Encrypted end to end. The drawn people are LiveKit's native clients, so it admits those. */
export async function createMeeting(host: Person) {
  const { secret, told } = await newLink();
  const input = { title: "Six people in five places", nativeClients: true, ...told };
  const created: MeetingCreated = meetingCreated.parse(
    await host.ask("POST", "/api/meetings", input),
  );
  return {
    meeting: { code: created.code, secret },
    joinUrl: `${created.joinUrl}#${secret}`,
    manageUrl: `${created.manageUrl}.${secret}`,
  };
}

function requestOf(authorityId: string, code: string): object {
  const demands = [
    { kind: "end-meeting", verbatim: "The meeting is to be ended." },
    { kind: "withhold-meeting", verbatim: "No one in Germany may attend it for two hours." },
    { kind: "hand-over-data", verbatim: "We ask for the names of everyone who took part." },
  ].map((demand) => ({ ...demand, meeting: 0 }));
  const letter = demands.map(({ verbatim }) => verbatim).join("\n");
  return {
    authorityId,
    branch: "executive",
    office: "Office for Gatherings",
    receivedAt: new Date(Date.now() - 60_000).toISOString(),
    channel: "post",
    instrument: "Notice",
    reference: "MM-2026-17",
    legalBasis: { statute: "Gatherings Act", provision: "Section 4" },
    reasons: "Six people are drawing a map without a permit.",
    meetings: [code],
    demands,
    placesAsked: germany.name,
    placesStated: [germany.code],
    durationAsked: "Two hours",
    lengthStated: { kind: "hours", hours: 2 },
    redress: "An objection to the ministry within a month",
    tellEffectTo: "Office for Gatherings",
    language: "en",
    originals: [{ name: "notice.pdf", sha256: createHash("sha256").update(letter).digest("hex") }],
  };
}
