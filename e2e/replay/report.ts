import { createHash } from "node:crypto";
import type { AccountDigest } from "./accounts.ts";
import { type HomeCode, homeCodes, homes, scenes } from "./cast.ts";
import type { Departure } from "./departures.ts";
import type { Account, Doors } from "./replay.ts";
import type { HomeGap } from "./watching.ts";

type Row = readonly (string | number)[];

/** The story as tables of plain text. */
export function reportOn(account: Account): string {
  return [
    heading("Who stayed, and who was withheld"),
    table(
      ["meeting", "people", "stayed", "withheld", "disturbed", "door now"],
      peopleRows(account),
    ),
    heading("With an order approved, while the public log stood still"),
    table(["meeting", "people", "inside", "out", "door"], standingRows(account)),
    heading("Longest time without a new picture of someone who stays, in milliseconds"),
    table(
      ["meeting", "watched from", "without orders", "while they took effect"],
      gapRows(account),
    ),
    heading("How pictures and sound are sealed"),
    table(["meeting", "pages", "native clients", "format"], sealRows(account)),
    heading("What an observer in the room could tell (LiveKit's reason for leaving)"),
    table(["who left", "reason"], observerRows(account)),
    heading("Each demand and its answer"),
    table(["demand", "meeting", "answer", "ground"], answerRows(account)),
    heading("Who signed each order, as the public log has it"),
    table(["order for", "proposed", "approved", "the one-file verifier"], signatureRows(account)),
    heading("Who can join"),
    table(["", ...homeCodes.map((home) => homes[home].label)], doorRows(account)),
    heading("What hosts read"),
    table(["host of", "notices on the meeting's page", "letters"], hostRows(account)),
    heading("Accounts: digest of their rows before and after"),
    table(["host of", "before", "after", "rows of"], accountRows(account)),
    heading("The public log, checked by outsiders, and with one byte changed"),
    table(["", "the one-file verifier", "Go's own implementations"], logRows(account)),
    heading("The request's page, as someone who was not there reads it"),
    ...account.story.text.split(/\n+/).map((line) => `  ${line}`),
  ].join("\n");
}

function heading(text: string): string {
  return `\n${text}`;
}

function table(head: Row, rows: readonly Row[]): string {
  const lines = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  const shown = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const [first = "", ...others] = shown;
  return [first, widths.map((width) => "─".repeat(width)).join("  "), ...others]
    .map((line) => `  ${line}`)
    .join("\n");
}

const titleOf = (key: string) => scenes.find((scene) => scene.key === key)?.title ?? key;
const doorWords = { in: "lets in", "451": "451", "403": "403", other: "?" } as const;

function peopleRows({ during }: Account): readonly Row[] {
  const inOrder = scenes.flatMap(({ key }) =>
    homeCodes.flatMap((home) => during.filter((row) => row.meeting === key && row.home === home)),
  );
  return inOrder.map(({ meeting, home, inside, out, disturbed, door }) => [
    ...[titleOf(meeting), homes[home].label, inside, out, disturbed, doorWords[door]],
  ]);
}

function gapRows({ gapsBefore, gapsDuring }: Account): readonly Row[] {
  const ms = (gap: HomeGap | undefined) => (gap === undefined ? "" : Math.round(gap.longestMs));
  return gapsDuring.map((gap) => {
    const control = gapsBefore.find(
      ({ meeting, home }) => meeting === gap.meeting && home === gap.home,
    );
    const title = `${titleOf(gap.meeting)}${gap.meeting === "reading" ? " (no order)" : ""}`;
    return [title, homes[gap.home].label, ms(control), ms(gap)];
  });
}

function sealRows({ seals }: Account): readonly Row[] {
  return seals.map(({ meeting, admits, pages, clients }) => [
    ...[titleOf(meeting), pages, clients],
    admits === "pages"
      ? "SFrame"
      : "LiveKit's, which binds neither the kind of track, nor the leaf, nor the order",
  ]);
}

/** https://docs.livekit.io: DisconnectReason. */
const reasons: Readonly<Record<number, string>> = {
  0: "unknown",
  1: "client initiated",
  4: "participant removed",
};
const reasonWord = (reason: number) => reasons[reason] ?? `reason ${reason}`;

function observerRows({ departures }: Account): readonly Row[] {
  const { ordinary, later, orderedPage, orderedClients } = departures;
  const beside = ({ reason }: Departure) =>
    reason === ordinary.reason ? `${reasonWord(reason)}: no difference` : reasonWord(reason);
  return [
    ["someone on our page, who left", reasonWord(ordinary.reason)],
    ["someone on our page, who left afterwards", beside(later)],
    ["someone on our page, by the order", beside(orderedPage)],
    ["other clients, by the order", [...new Set(orderedClients.map(beside))].join(", ")],
  ];
}

function answerRows({ request }: Account): readonly Row[] {
  return request.content.demands.map(({ kind, meeting }, at) => {
    const given = request.answers[at];
    return [kind, scenes[meeting ?? 0]?.title ?? "", given?.answer ?? "-", given?.ground ?? ""];
  });
}

function signatureRows({ request, log, signers }: Account): readonly Row[] {
  const { reviewer, approver } = signers;
  const who = (key: string) =>
    [reviewer, approver].find((one) => one.key === key)?.name ?? "a key of no one here";
  const signed = (key: string | undefined) => (key === undefined ? "-" : `${who(key)}, ${key}`);
  return log.signatures.map(({ order, proposedWith, approvedWith, hold }) => {
    const meeting = request.orders.find(({ id }) => id === order)?.meeting ?? -1;
    return [
      ...[scenes[meeting]?.title ?? order, signed(proposedWith), signed(approvedWith)],
      hold ? "both signatures are valid" : "NOT SIGNED BY TWO KEYS",
    ];
  });
}

function standingRows({ standing: { people } }: Account): readonly Row[] {
  return people.map(({ meeting, home, inside, out, door }) => [
    ...[titleOf(meeting), homes[home].label, inside, out, doorWords[door]],
  ]);
}

function doorRows({ doors }: Account): readonly Row[] {
  const row = (when: string, found: Doors): Row => [
    when,
    ...homeCodes.map((home: HomeCode) => doorWords[found[home]]),
  ];
  const { coming } = doors;
  return [
    row("coming meeting, before it opens", coming.before),
    row("coming meeting, while it is open", coming.open),
    row("… another meeting of its account", doors.earlier),
    row("coming meeting, after its session", coming.after),
    row("vigil, after its order was lifted", doors.lifted),
    row("forum, after its order expired", doors.lapsed),
  ];
}

function hostRows({ told }: Account): readonly Row[] {
  return told.map(({ meeting, notices, letters }) => [
    titleOf(meeting),
    [...notices].reverse().join(", "),
    letters.length,
  ]);
}

function accountRows({ accountsBefore, accountsAfter }: Account): readonly Row[] {
  return accountsBefore.map((before, at) => [
    scenes[at]?.title ?? "",
    shortOf(before),
    shortOf(accountsAfter[at]),
    Object.keys(before).join(", "),
  ]);
}

/** One short digest over all parts of an account. */
function shortOf(digest: AccountDigest | undefined): string {
  return createHash("sha256").update(JSON.stringify(digest)).digest("hex").slice(0, 16);
}

function logRows({ log }: Account): readonly Row[] {
  const short = (line: string) => line.replace(/^(\w+): \S+ /, "$1: ").slice(0, 60);
  return [
    ["as it is", short(log.verifier), short(log.go)],
    ...log.flips.map(({ what, verifier, go }) => [what, short(verifier), short(go)]),
  ];
}
