import {
  bandWords,
  canWrite,
  clock,
  utc,
  whatHeld,
  whoCould,
  wordsOf,
} from "@graticule/api/certificate-words";
import type { CarriedProof, Certificate } from "@graticule/api/rules";
import { type Column, PdfReport } from "./pdf-report.ts";

const title = "Access record";

const signature =
  "This record isn’t signed: it shows what this service recorded, and anyone who doubts a copy can ask the host for a new one to compare it with.";

/** In English. What the typeface can't write (another script) is left out with a note. */
export async function certificatePdf(certificate: Certificate): Promise<Buffer> {
  const { meeting, service, issuedAt } = certificate;
  const pdf = new PdfReport(title, new Date(issuedAt));
  pdf.brand(canWrite(service) ? service : "Graticule");
  pdf.title(title);
  pdf.lead(whatHeld(certificate));
  pdf.facts(factsOf(certificate));
  writeRule(pdf, certificate);
  writeOthers(pdf, certificate);
  writeSources(pdf, certificate);
  writeReading(pdf);
  writeChecking(pdf, certificate);
  return await pdf.end(`Access record of ${meeting.code}, created ${utc(issuedAt)}`);
}

function factsOf(certificate: Certificate): readonly (readonly [string, string])[] {
  const { meeting, issuedAt } = certificate;
  const name = canWrite(meeting.title)
    ? meeting.title
    : "its title is in a script that this document can’t show";
  return [
    ["Meeting", name],
    ["Link", meeting.url],
    ["Meeting created", utc(meeting.createdAt)],
    ...(meeting.endedAt === undefined ? [] : [["Meeting ended", utc(meeting.endedAt)] as const]),
    ["Guest passes", passesText(certificate.passes)],
    ["Record created", `${utc(issuedAt)}. All times in this record are in UTC.`],
    ["Signature", signature],
  ];
}

const passesText = (made: Certificate["passes"]): string =>
  made === "none"
    ? "None created."
    : `Created: ${bandWords(made)}. A guest with a pass can join despite the rule.`;

const counts = 49;

function writeRule(pdf: PdfReport, { entries, leftOut }: Certificate): void {
  pdf.heading("Who could join, and when");
  if (leftOut > 0) {
    const older = leftOut === 1 ? "1 older change is" : `${leftOut} older changes are`;
    pdf.note(`The latest ${entries.length} rule changes; ${older} left out.`);
  }
  const columns: readonly Column[] = [
    { head: "", width: 24 },
    { head: "From and until (UTC)", width: 112 },
    { head: "Who could join", width: pdf.width - 136 - 4 * counts },
    { head: "Let in", width: counts, align: "right" },
    { head: "Waited", width: counts, align: "right" },
    { head: "Kept out", width: counts, align: "right" },
    { head: "Removed", width: counts, align: "right" },
  ];
  pdf.table(
    columns,
    entries.map((entry, index) => [
      `${index + 1}`,
      `${clock(entry.from)}\n${entry.until === undefined ? "still applies" : clock(entry.until)}`,
      whoCould(entry),
      ...[entry.admitted, entry.held, entry.refused, entry.removed].map(bandWords),
    ]),
  );
}

function writeOthers(pdf: PdfReport, { otherLimits }: Certificate): void {
  if (otherLimits.length === 0) return;
  pdf.heading("Other limits when this record was created");
  pdf.table(
    [
      { head: "Set by", width: 160 },
      { head: "Who could join", width: pdf.width - 160 },
    ],
    otherLimits.map(({ tier, rule, ground }) => [
      `${tier === "platform" ? "The service" : "The account"}${ground === undefined ? "" : ` (${ground})`}`,
      wordsOf(rule),
    ]),
  );
}

function writeSources(pdf: PdfReport, { sources }: Certificate): void {
  pdf.heading("Where the location data came from");
  if (sources.length === 0) {
    pdf.note("No location source was set up, so no one’s place could be told.");
    return;
  }
  pdf.table(
    [
      { head: "Source", width: pdf.width - 220 },
      { head: "Basis", width: 110 },
      { head: "Data from", width: 110 },
    ],
    sources.map(({ maker, basis, builtAt }) => [
      canWrite(maker) ? maker : "a source whose name this document can’t show",
      basisWords[basis],
      builtAt === undefined ? "no data at present" : builtAt.slice(0, 10),
    ]),
  );
}

const basisWords = {
  measured: "measured",
  registration: "registrations",
  operator: "this service’s own",
  declared: "networks’ own word",
} as const;

function writeReading(pdf: PdfReport): void {
  pdf.heading("How to read it");
  pdf.note(
    "The counts show how often someone was let in, had to wait, was kept out, or was removed by a rule while it " +
      "applied. Someone who came twice counts twice. Counts are shown only as ranges, and fewer than five as “a few”. " +
      "Guests with a guest pass, and people the host let in despite the rule, count as let in. The lobby for everyone " +
      "and the lock are separate from the rule, and aren’t part of this record. No one is named: there is no list of " +
      "who was there. People who only opened the page and read that they couldn’t join aren’t counted, because " +
      "nothing about that is stored.",
  );
  pdf.note(
    "Places are ISO 3166 codes. A person’s place is what the sources said about their connection. It can be wrong, " +
      "and someone who hides where they are can get past a rule. The sources are those in use when this record was created.",
  );
}

function writeChecking(pdf: PdfReport, { meeting, keptUntil, otherLimits }: Certificate): void {
  const { origin } = new URL(meeting.url);
  pdf.heading("How to check it");
  pdf.note(
    "The host can create this record again, as PDF and as JSON, on the meeting’s page under History, until the meeting " +
      `is deleted (as things stand, on ${keptUntil.slice(0, 10)}). Every new record shows a rule that no longer applies ` +
      "with the same times and the same places.",
  );
  attachProofs(pdf, { origin, proofs: otherLimits.flatMap(({ proofs }) => proofs) });
  pdf.note(
    `What governments asked of this service isn’t part of this record. It’s in the public log, which anyone can check:\n${origin}/transparency`,
  );
}

function attachProofs(
  pdf: PdfReport,
  { origin, proofs }: { readonly origin: string; readonly proofs: readonly CarriedProof[] },
): void {
  const [first] = proofs;
  if (first === undefined) return;
  const nameOf = ({ entry }: CarriedProof) => `log-entry-${entry}.tlog-proof`;
  for (const proof of proofs) pdf.attach(nameOf(proof), Buffer.from(proof.file, "base64"));
  pdf.note(
    "Each file attached to this PDF holds an entry of the public log by which one of the service’s rules above was " +
      "proposed or decided, and the proof that it is in the log. Anyone can check it, even without this service, with " +
      `the program from ${origin}/log/verify.mjs and the log’s key, which is also at ${origin}/log/key:\n` +
      `node verify.mjs --key '${first.key}' --proof ${nameOf(first)}`,
  );
}
