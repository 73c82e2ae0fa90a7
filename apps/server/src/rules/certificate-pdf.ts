import {
  type Band,
  type Certificate,
  certifiedChanges,
  type RuleInput,
} from "@graticule/api/rules";
import { placeName } from "@graticule/jurisdiction/names";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import PdfDocument from "pdfkit";

type Document = InstanceType<typeof PdfDocument>;

const margin = 56;
const ink = "#111111";
const quiet = "#555555";

/**
 * The certificate on paper: A4, in English, in the typeface that every PDF reader has. What that
 * typeface can't write (a title in another script) is left out, with a note that says so.
 */
export async function certificatePdf(certificate: Certificate): Promise<Buffer> {
  const document = new PdfDocument({
    size: "A4",
    margin,
    lang: "en",
    displayTitle: true,
    info: { Title: "Certificate of a meeting's rule", Creator: "Graticule" },
  });
  const parts: Buffer[] = [];
  const whole = new Promise<Buffer>((resolve, reject) => {
    document.on("data", (part: Buffer) => parts.push(part));
    document.once("end", () => resolve(Buffer.concat(parts)));
    document.once("error", reject);
  });
  writeHead(document, certificate);
  writeLeftOut(document, certificate);
  for (const [index, entry] of certificate.entries.entries()) writeEntry(document, entry, index);
  writeOthers(document, certificate);
  document.end();
  return await whole;
}

function writeHead(document: Document, { meeting, issuedAt, service }: Certificate): void {
  document.font("Helvetica-Bold").fontSize(18).fillColor(ink);
  document.text("Certificate of a meeting's rule").moveDown(0.6);
  const title = canWrite(meeting.title)
    ? `Meeting: ${meeting.title}`
    : "Meeting: its title is in a script that this paper can't show";
  line(document, title);
  line(document, `Code: ${meeting.code}`);
  line(document, `Issued: ${utc(issuedAt)} by ${canWrite(service) ? service : "this service"}`);
  document.moveDown(0.5);
  note(
    document,
    "It lists where people could join this meeting from, and in bands how often somebody was let in, " +
      "had to wait, was refused, or was taken out by a rule in that time: whoever came twice counts " +
      "twice. It names nobody. A person's place is what the sources below say of their connection: " +
      "it can be wrong, and somebody who hides where they are can pass. Fewer than five are " +
      '"a few". Guests with a traveller\'s pass, and those whom the host opened to, come in against the rule ' +
      "and count as let in. All times are UTC.",
  );
}

function writeLeftOut(document: Document, { leftOut }: Certificate): void {
  if (leftOut === 0) return;
  const older = leftOut === 1 ? "1 older change is" : `${leftOut} older changes are`;
  note(document, `It holds the newest ${certifiedChanges} changes of the rule; ${older} left out.`);
}

function writeEntry(
  document: Document,
  entry: Certificate["entries"][number],
  index: number,
): void {
  heading(document, `${index + 1}. ${utc(entry.from)} to ${endOf(entry.until)}`);
  for (const text of describePlaces(entry)) line(document, text);
  if (entry.rule !== undefined) line(document, describeDoubt(entry.rule));
  if (entry.insideFrom !== undefined) {
    line(document, `For those who were inside before: from ${utc(entry.insideFrom)}`);
  }
  const { admitted, held, refused, removed } = entry;
  line(
    document,
    `At the door: ${band(admitted)} let in, ${band(held)} had to wait, ${band(refused)} refused`,
  );
  line(document, `Inside: ${band(removed)} taken out by a rule`);
}

function writeOthers(document: Document, { otherLimits, sources }: Certificate): void {
  if (otherLimits.length > 0) heading(document, "Other limits that hold now");
  for (const { tier, rule, ground } of otherLimits) {
    const whose = tier === "platform" ? "The whole service" : "The host's account";
    const why = ground === undefined ? "" : ` (${ground})`;
    line(document, `${whose}${why}: ${wordsOf(rule)}`);
  }
  heading(document, "Sources of places");
  if (sources.length === 0) line(document, "None.");
  for (const { maker, basis, builtAt } of sources) {
    const who = canWrite(maker) ? maker : "a source whose name this paper can't show";
    const dated = builtAt === undefined ? "no data now" : `data of ${builtAt.slice(0, 10)}`;
    line(document, `${who}: ${basis}, ${dated}`);
  }
}

function describePlaces({ rule, denied, allowed }: Certificate["entries"][number]): string[] {
  if (rule === undefined && allowed === "everyone") return ["No rule of the meeting held."];
  const only = allowed === "everyone" ? [] : [`Only from: ${namesOf(allowed)}`];
  const not = denied.length === 0 ? [] : [`Nobody from: ${namesOf(denied)}`];
  const lines = [...only, ...not];
  return lines.length === 0 ? ["The rule let everybody in."] : lines;
}

const doubtWords = {
  admit: "let in",
  hold: "to wait in the lobby",
  refuse: "refused",
  ask: "to be asked, and to wait in the lobby unless the answer is likely",
} as const;

function describeDoubt({ onDoubt, matches }: RuleInput): string {
  const sure = matches === "established" ? " A place that is only likely counts as doubt." : "";
  return `In doubt: ${doubtWords[onDoubt]}.${sure}`;
}

/** A rule in short, with its groups by their ids. */
function wordsOf({ deny, allow, until }: RuleInput): string {
  const list = (entries: RuleInput["deny"]): string =>
    entries.map((entry) => (entry.kind === "place" ? entry.code : entry.id)).join(", ");
  const parts = [
    ...(allow === "everyone" ? [] : [`only from ${list(allow)}`]),
    ...(deny.length === 0 ? [] : [`nobody from ${list(deny)}`]),
  ];
  const end = until === undefined ? "" : `, until ${utc(until)}`;
  return `${parts.length === 0 ? "everybody" : parts.join("; ")}${end}`;
}

function namesOf(codes: readonly string[]): string {
  return codes.length === 0 ? "nowhere" : codes.map(nameOf).join(", ");
}

function nameOf(code: string): string {
  const place: Place | undefined = parsePlace(code);
  const name = place === undefined ? code : placeName(place, "en");
  return name !== code && canWrite(name) ? `${name} (${code})` : code;
}

function heading(document: Document, text: string): void {
  document.moveDown(0.9).font("Helvetica-Bold").fontSize(11.5).fillColor(ink).text(text);
  document.moveDown(0.2);
}

function line(document: Document, text: string): void {
  document.font("Helvetica").fontSize(10).fillColor(ink).text(text, { lineGap: 2 });
}

function note(document: Document, text: string): void {
  document.font("Helvetica").fontSize(9).fillColor(quiet).text(text, { lineGap: 2 });
}

function band(count: Band): string {
  return count === "a-few" ? "a few" : `${count}`;
}

function endOf(until: string | undefined): string {
  return until === undefined ? "now" : utc(until);
}

/** `2026-11-24 18:00:07 UTC` */
function utc(moment: string): string {
  return `${moment.slice(0, 10)} ${moment.slice(11, 19)} UTC`;
}

/** Whether text consists of the characters of WinAnsiEncoding (ISO 32000-1, annex D.2). */
function canWrite(text: string): boolean {
  return /^[ -~¡-¬®-ÿ€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]*$/u.test(text);
}
