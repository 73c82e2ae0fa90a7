import { createHmac } from "node:crypto";
import type { OrderFindings } from "@graticule/api/orders";
import { destroyedText, openText, type TextKey, textOrMark } from "../../db/text-key.ts";

/** No one's words: from closed lists, places, times, hashes. Everything else is sealed. */
const readable: ReadonlySet<string> = new Set([
  ...["ground", "answer.answer", "answer.ground"],
  ...["authorityId", "branch", "receivedAt", "channel", "answerBy", "language"].map(inContent),
  ...["demands.kind", "placesStated", "lengthStated.kind", "lengthStated.until"].map(inContent),
  ...["forbidsNotice.until", "originals.sha256"].map(inContent),
]);

function inContent(name: string): string {
  return `content.${name}`;
}

/** The words of which the log may show something, each with its path in an event's body. */
interface Committed {
  readonly demands: readonly { readonly verbatim: string }[];
  readonly translation?: string | undefined;
}

const demandPath = (index: number): string => `content.demands.${index}.verbatim`;
const translationPath = "content.translation";

/** What the record says for good of words that may be published. */
export function commitmentsTo({ demands, translation }: Committed, key: TextKey) {
  return {
    demands: demands.map(({ verbatim }, index) => key.commitTo(verbatim, demandPath(index))),
    ...(translation !== undefined && { translation: key.commitTo(translation, translationPath) }),
  };
}

/** What the database compares with the commitments. */
export function openedWords({ demands, translation }: Committed, key: TextKey) {
  const opened = (text: string, path: string) => ({ text, salt: key.saltOf(path).toString("hex") });
  return {
    demands: demands.map(({ verbatim }, index) => opened(verbatim, demandPath(index))),
    ...(translation !== undefined && { translation: opened(translation, translationPath) }),
  };
}

/** The body of an event as its row holds it. */
export function sealBody(body: object, key: TextKey): object {
  return eachText(body, (text, path) =>
    readable.has(path.replace(/\.\d+/gu, "")) ? text : key.seal(text, path),
  );
}

/** As it was written. `lost`: some of it has no key any more, and reads as destroyed. */
export function openBody(
  stored: object,
  key: TextKey | undefined,
): { readonly body: object; readonly lost: boolean } {
  let lost = false;
  const body = eachText(stored, (text, path) => {
    const opened = openText(text, path, key);
    lost ||= opened === undefined;
    return opened ?? destroyedText;
  });
  return { body, lost };
}

const findingNames = ["procedure", "authority", "legality", "necessity", "rights"] as const;

const findingPath = (order: string, name: string): string => `order ${order} ${name}`;

/** Findings of an order, each changed by what is to be done with it. */
function eachFinding(
  findings: OrderFindings,
  change: (text: string, name: string) => string,
): OrderFindings {
  const { procedure, authority, legality, necessity, rights } = findings;
  return {
    procedure: change(procedure, "procedure"),
    authority: change(authority, "authority"),
    legality: change(legality, "legality"),
    necessity: change(necessity, "necessity"),
    rights: change(rights, "rights"),
  };
}

export const sealFindings = (findings: OrderFindings, order: string, key: TextKey) =>
  eachFinding(findings, (text, name) => key.seal(text, findingPath(order, name)));

export const readFindings = (stored: OrderFindings, order: string, key: TextKey | undefined) =>
  eachFinding(stored, (text, name) => textOrMark(text, findingPath(order, name), key));

/** What both people sign of an order's findings. */
export const commitToFindings = (findings: OrderFindings, order: string, key: TextKey) =>
  eachFinding(findings, (text, name) => key.commitTo(text, findingPath(order, name)));

/** By which findings of different requests are compared, blanks apart. @param secret of the instance */
export const digestsOfFindings = (findings: OrderFindings, secret: string): readonly Buffer[] =>
  findingNames.map((name) => {
    const words = findings[name].replace(/\s+/gu, " ").trim();
    return createHmac("sha256", secret).update(`${name} ${words}`).digest();
  });

type ChangeText = (text: string, path: string) => string;

function eachText(value: object, change: ChangeText): object {
  return eachOf(value, change, "");
}

function eachIn(value: unknown, change: ChangeText, path: string): unknown {
  if (typeof value === "string") return change(value, path);
  return typeof value === "object" && value !== null ? eachOf(value, change, `${path}.`) : value;
}

function eachOf(value: object, change: ChangeText, under: string): object {
  if (Array.isArray(value)) return value.map((one, no) => eachIn(one, change, `${under}${no}`));
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([name, one]) => [name, eachIn(one, change, `${under}${name}`)]),
  );
}
