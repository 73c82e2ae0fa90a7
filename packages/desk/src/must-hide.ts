import { brackets, type Finder, type Part, type RedactedKind } from "./redaction.ts";

/** Names that belong to a request's subject and that the public must not read. */
export interface KnownNames {
  /** The name under which this service is found, such as `meet.example.org`. */
  readonly host: string;
  /** Codes of the meetings that the request names. */
  readonly codes: readonly string[];
  readonly titles: readonly string[];
  /** Display names of their hosts. */
  readonly names: readonly string[];
  readonly emails: readonly string[];
}

/**
 * Finds what is never shown of a demand: codes and links of meetings, their titles, their hosts,
 * e-mail addresses, telephone numbers, network addresses, and other links, which may name people.
 * It errs on the side of hiding, and can't know everything: two people read the result.
 */
export function mustHide(known: KnownNames): Finder {
  const own = known.host.toLowerCase();
  const literals = [...known.codes, ...known.emails, own].filter((one) => one !== "");
  const phrases = [...known.titles, ...known.codes];
  return (text) => {
    const split: SplitText = { text, words: wordsOf(text) };
    return [
      ...patterns.flatMap(([what, form]) => matches(text, form, what)),
      ...links.flatMap((form) => ownOrOther(matches(text, form, "link"), text, own)),
      ...phonesIn(text),
      ...literals.flatMap((one) => literal(text, one, one.includes("@") ? "contact" : "meeting")),
      ...phrases.flatMap((one) => phrase(split, one, "meeting")),
      ...known.names.flatMap((one) => name(split, one)),
    ];
  };
}

/** The parts of a text that are of these kinds, quoted for a person who is to leave them out. Empty: none. */
export function quoted(text: string, find: Finder, kinds: readonly RedactedKind[]): string {
  const found = find(text).filter(({ what }) => kinds.includes(what));
  return [...new Set(found.map(({ from, to }) => `“${text.slice(from, to)}”`))].join(", ");
}

/** A text that everyone will read, and what it must not have. */
export interface PublicText {
  readonly pointer: string;
  readonly text: string;
  readonly kinds: readonly RedactedKind[];
}

/**
 * What its writer is to leave out of these texts, each of which is for everyone. Titles of meetings and names of hosts are compared
 * only once nothing else is in the way, and then all texts have one answer, which quotes none.
 * INVARIANT: no answer tells which of several guesses is right, not even beside something that is refused anyway.
 * @param find {@link mustHide}, or {@link findSparingCitations}
 * @param reader a sentence that says who reads them
 */
export function refusedIn(
  texts: readonly PublicText[],
  known: KnownNames,
  { find, reader }: { readonly find: (known: KnownNames) => Finder; readonly reader: string },
): readonly { readonly pointer: string; readonly detail: string }[] {
  const found = (by: KnownNames) =>
    texts.flatMap(({ pointer, text, kinds }) => {
      const words = quoted(text, find(by), kinds);
      const detail = `${reader} Leave out what leads to a meeting or a person: ${words}.`;
      return words === "" ? [] : [{ pointer, detail }];
    });
  const plain = found({ ...known, titles: [], names: [], emails: [] });
  if (plain.length > 0) return plain;
  return found(known)
    .slice(0, 1)
    .map(() => ({ pointer: texts[0]?.pointer ?? "", detail: namesSomeone }));
}

const namesSomeone =
  "What you wrote has the title of a meeting, or the name of its host. Leave that out. Which words these are isn’t said, so that no one finds names by guessing.";

/** Where a text says one of these names or laws, quoted. It compares them as {@link mustHide} does titles. Empty: nowhere. */
export function namedIn(text: string, wanted: readonly string[]): string {
  const split: SplitText = { text, words: wordsOf(text) };
  return quoted(text, () => wanted.flatMap((one) => phrase(split, one, "other")), ["other"]);
}

const unknown = findSparingCitations({ host: "", codes: [], titles: [], names: [], emails: [] });

/** What in a text for everyone leads to a meeting or a person who isn't known, quoted. Empty: nothing. */
export function leadsSomewhere(text: string): string {
  return quoted(text, unknown, ["contact", "link", "meeting"]);
}

/** As {@link mustHide}, but it finds no number of a law that only looks like a telephone number. */
export function findSparingCitations(known: KnownNames): Finder {
  const find = mustHide(known);
  return (text) =>
    find(text).filter(
      ({ what, from, to }) => what !== "contact" || !isCitation(text.slice(from, to)),
    );
}

/** Laws have numbers like telephones: No 269/2014, 1718 (2006), 1701-1706. */
const isCitation = (part: string): boolean =>
  /^[^+@:\p{L}]+$/u.test(part) && part.replace(/\D/g, "").length < 9;

/** What can stand between the parts of a code, and a letter of one, also of full width. */
const joint = "[-_~\u00B7\u2010-\u2015\u2022\u2212\u30FB\uFE58\uFE63\uFF0D\uFF3F]";
const letter = "[a-z\uFF41-\uFF5A]";
/** A character of a link or an e-mail address, and its last one. */
const inside = '[^\\s\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}<>"|,;\u3001\u3002\uFF0C\uFF1B]';
const last =
  '[^\\s\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}<>"|,;\u3001\u3002\uFF0C\uFF1B.:!?\uFF1A\uFF01\uFF1F]';
const at = "[@\uFF20\uFE6B]";
/** Of a server's name. */
const label = "[\\p{L}\\p{M}\\p{N}-]+";

/** Each lookbehind anchors the start, so that a long word is scanned once. */
const patterns: readonly (readonly [RedactedKind, RegExp])[] = [
  ["other", brackets],
  [
    "meeting",
    new RegExp(
      `(?<!${letter})${letter}{3}${joint}${letter}{4}${joint}${letter}{3}(?!${letter})`,
      "giu",
    ),
  ],
  // Of an e-mail address or a name on a network; an “@” between spaces only if the name of a server follows.
  [
    "contact",
    new RegExp(`(?<!${inside})(?:${inside}*${at}${inside}*${last}|${inside}+${at})`, "gu"),
  ],
  [
    "contact",
    new RegExp(
      `(?<!${inside})${inside}+\\s+${at}\\s+${label}(?:\\.${label})*\\.\\p{L}[\\p{L}\\p{M}\\p{N}-]*`,
      "gu",
    ),
  ],
  [
    "contact",
    new RegExp(
      `(?<![\\p{L}\\p{N}._%+-])[\\p{L}\\p{N}._%+-]+\\s*[[({<]\\s*(?:at|${at})\\s*[\\])}>]\\s*[\\p{L}\\p{M}\\p{N}.-]+`,
      "giu",
    ),
  ],
  [
    "contact",
    new RegExp(`(?<![a-z])(?:mailto|tel|sms|tg|skype|whatsapp|signal):${inside}+`, "giu"),
  ],
  // Network and hardware addresses: four numbers, or groups of hexadecimal digits.
  ["contact", /(?<!\p{Nd})\p{Nd}{1,3}(?:\.\p{Nd}{1,3}){3}(?!\p{Nd})/gu],
  [
    "contact",
    /(?<![0-9a-z:])(?=:*[0-9a-f])(?=(?:[0-9a-f]{0,4}:){4}|(?:[0-9a-f]{1,4}:)*:)[0-9a-f:]+/giu,
  ],
];

const links: readonly RegExp[] = [
  new RegExp(`(?<![a-z0-9+.-])[a-z0-9+.-]+://${inside}*${last}`, "giu"),
  new RegExp(`(?<![\\p{L}\\p{N}])www\\.${inside}*${last}`, "giu"),
  new RegExp(
    `(?<![\\p{L}\\p{N}_.-])(?:[\\p{L}\\p{N}_-]+\\.)+\\p{L}{2,}(?::\\d+)?/${inside}*${last}`,
    "giu",
  ),
];

function ownOrOther(parts: readonly Part[], text: string, own: string): readonly Part[] {
  const isOwn = ({ from, to }: Part): boolean =>
    own !== "" && text.slice(from, to).toLowerCase().includes(own);
  return parts.map((part) => (isOwn(part) ? { ...part, what: "meeting" } : part));
}

function matches(text: string, form: RegExp, what: RedactedKind): Part[] {
  return [...text.matchAll(form)].map(({ index, 0: found }) => ({
    what,
    from: index,
    to: index + found.length,
  }));
}

/** Anywhere, in either case. */
function literal(text: string, wanted: string, what: RedactedKind): Part[] {
  return matches(text, new RegExp(wanted.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "giu"), what);
}

const day = "(?:0?[1-9]|[12]\\d|3[01])";
const month = "(?:0?[1-9]|1[0-2])";
const year = "(?:19|20)\\d\\d";
const date = `(?:${year}[-./]${month}[-./]${day}|${day}[-./]${month}[-./]${year}|${month}/${day}/${year})`;
const time = "(?:[012]?\\d[:.][0-5]\\d(?:[:.][0-5]\\d)?)";
/** Dates, with times, and references such as 2026/1184: they look like telephone numbers. */
const notPhones = new RegExp(
  `(?<![+\\d][\\s.\\-/()]{0,3})(?:${date}(?:[^\\p{L}\\d]{0,3}T?(?:${date}|${time}))*|${year}/\\d{1,6})(?![\\s.\\-/()]{0,3}\\d)`,
  "gu",
);
const phone = /[+\uFF0B]?\(?\d(?:(?:[./()\-\u2010-\u2013]|[^\S\n]){0,3}\d){6,}/gu;

function phonesIn(text: string): Part[] {
  const others = asciiDigits(text).replace(notPhones, (found) => "\0".repeat(found.length));
  return matches(others, phone, "contact");
}

/**
 * Digits of every script as ASCII, unit for unit. Those of the basic plane come in tens from a code
 * ending in 0 or 6.
 */
function asciiDigits(text: string): string {
  return text.replace(/[^\P{Nd}0-9]/gu, (digit) => {
    if (digit.length > 1) return "00";
    const low = digit.charCodeAt(0) % 16;
    const begins = /\p{Nd}/u.test(String.fromCharCode(digit.charCodeAt(0) - low));
    return String(begins ? low : low - 6);
  });
}

interface Word {
  readonly from: number;
  readonly to: number;
  /** Without marks, in upper case. */
  readonly folded: string;
}

interface SplitText {
  readonly text: string;
  readonly words: readonly Word[];
}

const noSpaces =
  "\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}\\p{sc=Tibt}";
const ignored = "\\p{M}\\p{Default_Ignorable_Code_Point}";
/** A word; in scripts without spaces, a letter. */
const word = new RegExp(
  `[${noSpaces}][${ignored}]*|(?:(?![${noSpaces}])[\\p{L}\\p{N}][${ignored}]*)+`,
  "gu",
);

function wordsOf(text: string): readonly Word[] {
  return [...text.matchAll(word)].map(({ index, 0: found }) => ({
    from: index,
    to: index + found.length,
    folded: found
      .normalize("NFKD")
      .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, "")
      .toUpperCase(),
  }));
}

/**
 * The words of a name or a title in a row, whatever stands between them, in any case, with or
 * without accents. A last word of more than three letters may have an ending.
 */
function phrase({ text, words }: SplitText, wanted: string, what: RedactedKind): Part[] {
  const sought = wordsOf(wanted).map(({ folded }) => folded);
  if (sought.length === 0) return wanted.length > 1 ? literal(text, wanted, what) : [];
  if (sought.join("").length === 1) return [];
  return words.flatMap((first, index) => {
    const isHere = sought.every((one, at) => {
      const here = words[index + at]?.folded ?? "";
      return at === sought.length - 1 && one.length > 3 ? here.startsWith(one) : here === one;
    });
    const end = words[index + sought.length - 1];
    return isHere && end !== undefined ? [{ what, from: first.from, to: end.to }] : [];
  });
}

/** In order, and with the last word first. A single word only as it is written: it can be a common one. */
function name(split: SplitText, wanted: string): Part[] {
  const words = wordsOf(wanted).map(({ from, to }) => wanted.slice(from, to));
  const [only] = words;
  if (words.length === 1 && only !== undefined) {
    return phrase(split, only, "person").filter(({ from, to }) =>
      split.text.slice(from, to).normalize("NFC").startsWith(only.normalize("NFC")),
    );
  }
  const turned = [...words.slice(-1), ...words.slice(0, -1)].join(" ");
  return [...phrase(split, wanted, "person"), ...phrase(split, turned, "person")];
}
