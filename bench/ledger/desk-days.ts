import { randomBytes, randomUUID } from "node:crypto";
import { dailyEntries, type PublicEntry } from "@graticule/desk/entry";
import { type Day, daysAfter } from "@graticule/ledger/day";
import { softDeskKey } from "@graticule/ledger/tests/soft-desk-key";

/**
 * What a busy desk records: kinds, fields and lengths of an ordinary case, from request to end.
 */

/** As long as every signature; it is of nothing. */
const signature = softDeskKey().sign({ act: "any" }, "2026-11-30" as Day);
const signatures = { proposal: signature, approval: signature };

/**
 * A case in the order of its work, including what the log publishes only at the end of the day.
 * @param request its number
 */
export function caseOf(request: number, day: Day): readonly PublicEntry[] {
  const [meeting, host, order, change, act] = [
    hash(),
    hash(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
  ];
  const branch = ["court", "executive", "police"][request % 3] ?? "other";
  const demands = ["withhold-meeting", "end-meeting", "hand-over-data"];
  return [
    {
      kind: "request-received",
      came: day,
      request,
      authority: `Ministry of Affairs, Bureau ${request}`,
      branch,
      demands,
      meetings: [meeting],
      // Two in a hundred may not be named yet.
      ...(request % 50 === 0 ? { sealedUntil: daysAfter(day, 3) } : {}),
    },
    ...(request % 5 === 0 ? [corrected(request, branch, meeting)] : []),
    ...(request % 7 === 0 ? [{ kind: "repeated-requests", request, host } as const] : []),
    { kind: "look", request, meeting, ordinal: 1 },
    { kind: "look", request, meeting, ordinal: 2 },
    {
      kind: "request-closed",
      request,
      outcome: "answered",
      answers: [
        { demand: "withhold-meeting", answer: "narrowed", ground: "not-proportionate" },
        { demand: "end-meeting", answer: "refused", ground: "meetings-survive" },
        { demand: "hand-over-data", answer: "refused", ground: "nothing-handed-over" },
      ],
    },
    {
      kind: "order-approved",
      request,
      order,
      meeting,
      places: ["CN", "HK"],
      from: day,
      until: daysAfter(day, 1),
      look: "none",
      law: "Act on Public Gatherings, section 12 (3)",
      reason: "The court forbids the meeting within its own territory, and nowhere else.",
      terms: meeting,
      ...signatures,
    },
    { kind: "order-effect", order },
    { kind: "contest-upheld", order, because: "support", people: "1-or-more" },
    { kind: "appeal-made", order, case: 1, by: "public", due: daysAfter(day, 1) },
    {
      kind: "appeal-decided",
      order,
      case: 1,
      by: "public",
      outcome: request % 4 === 0 ? "overturned" : "upheld",
    },
    { kind: "order-ended", order, how: request % 4 === 0 ? "overturned" : "occurrence-over" },
    { kind: "terms-act", act, what: "remove-participant", meeting, host, requests: [request] },
    { kind: "terms-review", act, request, outcome: "stands" },
    { kind: "change-proposed", change, what: "staff", says: "Somebody would review requests." },
    { kind: "change-decided", change, outcome: "confirmed" },
    ...(request % 20 === 0 ? seldom(day) : []),
  ];
}

function corrected(request: number, branch: string, meeting: string): PublicEntry {
  const demands = ["withhold-meeting", "end-meeting"];
  return { kind: "request-corrected", request, branch, demands, meetings: [meeting] };
}

function seldom(on: Day): readonly PublicEntry[] {
  return [
    { kind: "platform-rule-lifted", rule: randomUUID() },
    { kind: "staff-left", roles: ["reviewer"] },
    { kind: "authority-withdrawn", authority: "Ministry of Affairs" },
    { kind: "outside-act", what: "The app was taken out of a store.", forcedBy: "A ministry", on },
  ];
}

function hash(): string {
  return randomBytes(32).toString("hex");
}

/** A request has its number once. */
let request = 0;

/** This many entries of one day that enter the log at once, case after case; others each time. */
export function entriesOf(count: number, day: Day): readonly PublicEntry[] {
  const entries: PublicEntry[] = [];
  while (entries.length < count) {
    request += 1;
    entries.push(...caseOf(request, day).filter(({ kind }) => !dailyEntries.has(kind)));
  }
  return entries.slice(0, count);
}
