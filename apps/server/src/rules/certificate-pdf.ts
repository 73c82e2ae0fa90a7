import {
  bandWords,
  canWrite,
  clock,
  utc,
  whatHeld,
  whoCould,
  wordsOf,
} from "@graticule/api/certificate-words";
import { type Certificate, certifiedChanges } from "@graticule/api/rules";
import { type Column, PdfReport } from "./pdf-report.ts";

const title = "Certificate of a meeting’s rule";

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
  return await pdf.end(`Certificate of ${meeting.code}, made ${utc(issuedAt)}`);
}

function factsOf(certificate: Certificate): readonly (readonly [string, string])[] {
  const { meeting, issuedAt } = certificate;
  const name = canWrite(meeting.title)
    ? meeting.title
    : "its title is in a script that this paper can’t show";
  return [
    ["Meeting", name],
    ["Link", meeting.url],
    ["Meeting made", utc(meeting.createdAt)],
    ...(meeting.endedAt === undefined ? [] : [["Meeting ended", utc(meeting.endedAt)] as const]),
    ["Traveller’s passes", passesText(certificate.passes)],
    ["Certificate made", `${utc(issuedAt)}. Every time on this paper is in UTC.`],
  ];
}

const passesText = (made: Certificate["passes"]): string =>
  made === "none"
    ? "None was made."
    : `Made: ${bandWords(made)}. Whoever has one comes in against the rule.`;

const counts = 45;

function writeRule(pdf: PdfReport, { entries, leftOut }: Certificate): void {
  pdf.heading("Which rule held when");
  if (leftOut > 0) {
    const older = leftOut === 1 ? "1 older change is" : `${leftOut} older changes are`;
    pdf.note(`The newest ${certifiedChanges} changes of the rule; ${older} left out.`);
  }
  const columns: readonly Column[] = [
    { head: "", width: 24 },
    { head: "From, until (UTC)", width: 112 },
    { head: "Who could join", width: pdf.width - 136 - 4 * counts },
    { head: "Let in", width: counts, align: "right" },
    { head: "Waited", width: counts, align: "right" },
    { head: "Refused", width: counts, align: "right" },
    { head: "Taken out", width: counts, align: "right" },
  ];
  pdf.table(
    columns,
    entries.map((entry, index) => [
      `${index + 1}`,
      `${clock(entry.from)}\n${entry.until === undefined ? "still holds" : clock(entry.until)}`,
      whoCould(entry),
      ...[entry.admitted, entry.held, entry.refused, entry.removed].map(bandWords),
    ]),
  );
}

function writeOthers(pdf: PdfReport, { otherLimits }: Certificate): void {
  if (otherLimits.length === 0) return;
  pdf.heading("Other limits that held when this was made");
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
  pdf.heading("Where the places came from");
  if (sources.length === 0) {
    pdf.note("No source of places was set up: no place could be told.");
    return;
  }
  pdf.table(
    [
      { head: "Source", width: pdf.width - 220 },
      { head: "Basis", width: 110 },
      { head: "Data of", width: 110 },
    ],
    sources.map(({ maker, basis, builtAt }) => [
      canWrite(maker) ? maker : "a source whose name this paper can’t show",
      basisWords[basis],
      builtAt === undefined ? "no data now" : builtAt.slice(0, 10),
    ]),
  );
}

const basisWords = {
  measured: "measured",
  registration: "registrations",
  operator: "this service’s own",
} as const;

function writeReading(pdf: PdfReport): void {
  pdf.heading("How to read it");
  pdf.note(
    "The counts say how often somebody was let in, had to wait, was refused, or was taken out by a rule while " +
      "it held: whoever came twice counts twice. They are told in bands alone, fewer than five as “a few”. Guests with a traveller’s pass, and " +
      "those whom the host opened to, come in against the rule and count as let in. A lobby for everybody or a locked door, which " +
      "can have stood before the rule, is no part of it. Nobody is named: there is " +
      "no list of who was there. Whoever only opens the page and reads that they can’t join is not counted: looking stores nothing.",
  );
  pdf.note(
    "Places are codes of ISO 3166. A person’s place is what the sources said of their connection: it can be wrong, " +
      "and somebody who hides where they are can pass. The sources are those of the moment when this was made.",
  );
}

function writeChecking(pdf: PdfReport, { meeting, keptUntil }: Certificate): void {
  const { origin } = new URL(meeting.url);
  pdf.heading("How to check it");
  pdf.note(
    "This paper is not signed. Its host can make it anew, on paper and as JSON, at the meeting’s page under History, " +
      `until the meeting is deleted (as things stand, on ${keptUntil.slice(0, 10)}). In every one that is made, a rule that ` +
      "no longer holds stands with the same times and the same places.",
  );
  pdf.note(
    `What governments asked of this service is not part of it. That is in the public log, which anybody can check:\n${origin}/transparency`,
  );
}
