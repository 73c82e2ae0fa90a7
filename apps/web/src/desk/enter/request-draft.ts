import { meetingCode } from "@graticule/api/meetings";
import type { RequestContent } from "@graticule/api/requests";
import type { PlaceOrGroup } from "@graticule/api/rules";
import { type ContentGap, gapsOf } from "@graticule/desk/completeness";
import type { DemandKind } from "@graticule/desk/demand";
import { fromLocalField, toLocalField } from "../../i18n/time.ts";
import { codesOfPicks } from "../page/picks.ts";

interface DemandDraft {
  /** Within this draft. */
  readonly id: number;
  readonly kind: DemandKind;
  readonly verbatim: string;
  /** A code out of the draft's meetings; empty: of none, or of all. */
  readonly meeting: string;
}

type Original = RequestContent["originals"][number];

/** In place of an authority: none of the register sent it. */
export const notInRegister = "not-in-register";

export const isUnknown = ({ authorityId }: Pick<RequestDraft, "authorityId">): boolean =>
  authorityId === notInRegister;

/** Moments are those of a local field, in the reader's zone. */
const emptyTexts = {
  /** Empty: not chosen yet. Or {@link notInRegister}. */
  authorityId: "",
  sender: "",
  office: "",
  receivedAt: "",
  instrument: "",
  reference: "",
  statute: "",
  provision: "",
  url: "",
  reasons: "",
  /** Codes, one a line. */
  meetings: "",
  placesAsked: "",
  durationAsked: "",
  lengthCount: "",
  lengthUntil: "",
  redress: "",
  tellEffectTo: "",
  forbidsUntil: "",
  forbidsLaw: "",
  answerBy: "",
  language: "en",
  translation: "",
};

/** A request while it is typed in. */
export interface RequestDraft extends Readonly<typeof emptyTexts> {
  readonly branch: RequestContent["branch"];
  readonly channel: RequestContent["channel"];
  readonly demands: readonly DemandDraft[];
  readonly placesStated: readonly PlaceOrGroup[];
  /** Empty: not stated. */
  readonly lengthKind: "" | "hours" | "days" | "until" | "without-end";
  readonly forbids: boolean;
  readonly originals: readonly Original[];
}

const emptyDemand = { kind: "withhold-meeting", verbatim: "", meeting: "" } as const;

export const emptyDraft: RequestDraft = {
  ...emptyTexts,
  branch: "executive",
  channel: "e-mail",
  demands: [{ id: 1, ...emptyDemand }],
  placesStated: [],
  lengthKind: "",
  forbids: false,
  originals: [],
};

/** Puts a demand's words into the first empty row; without one, or without words, into a new row. */
export function addDemand(draft: RequestDraft, words: string): RequestDraft {
  const { demands } = draft;
  const verbatim = words.trim();
  const free = verbatim === "" ? undefined : demands.find((one) => one.verbatim.trim() === "");
  if (free !== undefined) return changeDemand(draft, free.id, { verbatim });
  const id = Math.max(0, ...demands.map((demand) => demand.id)) + 1;
  return { ...draft, demands: [...demands, { id, ...emptyDemand, verbatim }] };
}

export function changeDemand(
  draft: RequestDraft,
  id: number,
  change: Partial<DemandDraft>,
): RequestDraft {
  const demands = draft.demands.map((one) => (one.id === id ? { ...one, ...change } : one));
  return { ...draft, demands };
}

/** Adds files, each once. */
export function addOriginals(draft: RequestDraft, originals: readonly Original[]): RequestDraft {
  const known = new Set(draft.originals.map(({ sha256 }) => sha256));
  const fresh = originals.filter(({ sha256 }) => !known.has(sha256));
  return { ...draft, originals: [...draft.originals, ...fresh] };
}

/** The codes that were typed in, in lower case and in their order. */
export function codesOf(draft: Pick<RequestDraft, "meetings">): readonly string[] {
  return draft.meetings
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((code) => code !== "");
}

/** What is still missing of what a request must hold; nothing, of what can only be rejected. */
export function draftGaps(draft: RequestDraft): readonly ContentGap[] {
  if (isUnknown(draft)) return [];
  return gapsOf({
    ...draft,
    legalBasis: draft,
    meetings: codesOf(draft),
    forbidsNotice: draft.forbids ? { law: draft.forbidsLaw, until: draft.forbidsUntil } : undefined,
  });
}

const longestSilenceMs = 366 * 24 * 3_600_000;

export const isMeetingCode = (text: string): boolean => meetingCode.safeParse(text).success;

/** @param now milliseconds since the epoch */
function checkDraft(draft: RequestDraft, now: number) {
  const forbids = draft.forbids && !isUnknown(draft);
  const received = Date.parse(fromLocalField(draft.receivedAt) ?? "");
  const codes = codesOf(draft);
  return {
    authorityId: draft.authorityId === "",
    sender: isUnknown(draft) && draft.sender.trim() === "",
    receivedAt: !(received <= now),
    url: draft.url.trim() !== "" && !URL.canParse(draft.url.trim()),
    statute: (draft.statute.trim() === "") !== (draft.provision.trim() === ""),
    demands: draft.demands.length === 0 || draft.demands.some((one) => one.verbatim.trim() === ""),
    meetings: new Set(codes).size !== codes.length || !codes.every(isMeetingCode),
    forbidsUntil: forbids && !isWithin(draft.forbidsUntil, now, longestSilenceMs),
    forbidsLaw: forbids && draft.forbidsLaw.trim() === "",
    lengthKind: draft.lengthKind !== "" && lengthOf(draft) === undefined,
    answerBy: draft.answerBy !== "" && fromLocalField(draft.answerBy) === undefined,
    language: !/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/.test(draft.language.trim()),
  };
}

export type RequestFault = keyof ReturnType<typeof checkDraft>;

/** The fields that can't be kept as they are, in the order of the form. */
export function faultsOfDraft(draft: RequestDraft, now: number): readonly RequestFault[] {
  const wrong = checkDraft(draft, now);
  return (Object.keys(wrong) as RequestFault[]).filter((field) => wrong[field]);
}

function isWithin(field: string, now: number, longestMs: number): boolean {
  const at = Date.parse(fromLocalField(field) ?? "");
  return at > now && at <= now + longestMs;
}

/** Undefined while something can't be kept as it is, see {@link faultsOfDraft}. */
export function contentOf(draft: RequestDraft, now: number): RequestContent | undefined {
  const receivedAt = fromLocalField(draft.receivedAt);
  if (receivedAt === undefined || faultsOfDraft(draft, now).length > 0) return undefined;
  const meetings = [...codesOf(draft)];
  return {
    ...senderOf(draft),
    channel: draft.channel,
    receivedAt,
    language: draft.language.trim(),
    meetings,
    demands: draft.demands.map((demand) => demandOf(demand, meetings)),
    originals: [...draft.originals],
    ...textsOf(draft),
    ...lawOf(draft),
    ...statedOf(draft),
  };
}

function senderOf(draft: RequestDraft): Pick<RequestContent, "authorityId" | "sender" | "branch"> {
  const { authorityId, sender, branch } = draft;
  return isUnknown(draft) ? { sender: sender.trim(), branch: "other" } : { authorityId, branch };
}

const optionalTexts = [
  "office",
  "instrument",
  "reference",
  "reasons",
  "placesAsked",
  "durationAsked",
  "redress",
  "tellEffectTo",
  "translation",
] as const;

/** Those that say something. */
function textsOf(draft: RequestDraft): Partial<Record<(typeof optionalTexts)[number], string>> {
  return Object.fromEntries(
    optionalTexts.map((key) => [key, draft[key].trim()]).filter(([, text]) => text !== ""),
  );
}

function lawOf(
  draft: RequestDraft,
): Pick<RequestContent, "legalBasis" | "forbidsNotice" | "answerBy"> {
  const [statute, provision, url] = [draft.statute, draft.provision, draft.url].map((one) =>
    one.trim(),
  );
  const until = fromLocalField(draft.forbidsUntil);
  const answerBy = fromLocalField(draft.answerBy);
  return {
    ...(statute && provision && { legalBasis: { statute, provision, ...(url && { url }) } }),
    ...(draft.forbids &&
      !isUnknown(draft) &&
      until && { forbidsNotice: { until, law: draft.forbidsLaw.trim() } }),
    ...(answerBy && { answerBy }),
  };
}

const mostHours = 87_840;

/** Undefined: not stated, or not so that it could be kept. */
function lengthOf(draft: RequestDraft): RequestContent["lengthStated"] {
  switch (draft.lengthKind) {
    case "":
      return undefined;
    case "without-end":
      return { kind: "without-end" };
    case "until": {
      const until = fromLocalField(draft.lengthUntil);
      return until === undefined ? undefined : { kind: "until", until };
    }
    case "hours":
    case "days": {
      const hours = Number(draft.lengthCount) * (draft.lengthKind === "days" ? 24 : 1);
      const fits = Number.isInteger(hours) && hours > 0 && hours <= mostHours;
      return fits ? { kind: "hours", hours } : undefined;
    }
  }
}

function statedOf(draft: RequestDraft): Pick<RequestContent, "lengthStated" | "placesStated"> {
  const lengthStated = lengthOf(draft);
  const placesStated = codesOfPicks(draft.placesStated).sort();
  return {
    ...(lengthStated && { lengthStated }),
    ...(placesStated.length > 0 && { placesStated }),
  };
}

/** A length as it is typed in: in days where it is whole days. */
function lengthFields({ lengthStated }: RequestContent): Partial<RequestDraft> {
  switch (lengthStated?.kind) {
    case undefined:
      return {};
    case "without-end":
      return { lengthKind: "without-end" };
    case "until":
      return { lengthKind: "until", lengthUntil: toLocalField(lengthStated.until) };
    case "hours": {
      const { hours } = lengthStated;
      return hours % 24 === 0
        ? { lengthKind: "days", lengthCount: String(hours / 24) }
        : { lengthKind: "hours", lengthCount: String(hours) };
    }
  }
}

function demandOf(
  { kind, verbatim, meeting }: DemandDraft,
  meetings: readonly string[],
): RequestContent["demands"][number] {
  const index = meetings.indexOf(meeting);
  return { kind, verbatim: verbatim.trim(), ...(index < 0 ? {} : { meeting: index }) };
}

/** What was typed in, to be corrected. */
export function draftOf(content: RequestContent): RequestDraft {
  const { legalBasis, forbidsNotice, answerBy } = content;
  return {
    ...emptyDraft,
    ...Object.fromEntries(optionalTexts.map((key) => [key, content[key] ?? ""])),
    ...lengthFields(content),
    statute: legalBasis?.statute ?? "",
    provision: legalBasis?.provision ?? "",
    url: legalBasis?.url ?? "",
    placesStated: (content.placesStated ?? []).map((code) => ({ kind: "place", code })),
    authorityId: content.authorityId ?? notInRegister,
    sender: content.sender ?? "",
    branch: content.branch,
    channel: content.channel,
    language: content.language,
    receivedAt: toLocalField(content.receivedAt),
    meetings: content.meetings.join("\n"),
    demands: content.demands.map(({ kind, verbatim, meeting }, index) => ({
      id: index + 1,
      kind,
      verbatim,
      meeting: meeting === undefined ? "" : (content.meetings[meeting] ?? ""),
    })),
    forbids: forbidsNotice !== undefined,
    forbidsUntil: forbidsNotice ? toLocalField(forbidsNotice.until) : "",
    forbidsLaw: forbidsNotice?.law ?? "",
    answerBy: answerBy ? toLocalField(answerBy) : "",
    originals: content.originals,
  };
}
