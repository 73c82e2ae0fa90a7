import type { RequestContent } from "@graticule/api/requests";
import type { PlaceOrGroup } from "@graticule/api/rules";
import { type ContentGap, gapsOf } from "@graticule/desk/completeness";
import type { DemandKind } from "@graticule/desk/demand";
import { fromLocalField, toLocalField } from "../../i18n/time.ts";
import { codesOfPick } from "../../places/names.ts";

interface DemandDraft {
  /** Within this draft. */
  readonly id: number;
  readonly kind: DemandKind;
  readonly verbatim: string;
  /** A code out of the draft's meetings; empty: of none, or of all. */
  readonly meeting: string;
}

type Original = RequestContent["originals"][number];

/** A request while it is typed in. Moments are those of a local field, in the reader's zone. */
export interface RequestDraft {
  readonly authorityId: string;
  readonly branch: RequestContent["branch"];
  readonly office: string;
  readonly receivedAt: string;
  readonly channel: RequestContent["channel"];
  readonly instrument: string;
  readonly reference: string;
  readonly statute: string;
  readonly provision: string;
  readonly url: string;
  readonly reasons: string;
  /** Codes, one a line. */
  readonly meetings: string;
  readonly demands: readonly DemandDraft[];
  readonly placesAsked: string;
  readonly placesStated: readonly PlaceOrGroup[];
  readonly durationAsked: string;
  /** Empty: not stated. */
  readonly lengthKind: "" | "hours" | "days" | "until" | "without-end";
  readonly lengthCount: string;
  readonly lengthUntil: string;
  readonly redress: string;
  readonly tellEffectTo: string;
  readonly forbids: boolean;
  readonly forbidsUntil: string;
  readonly forbidsLaw: string;
  readonly answerBy: string;
  readonly language: string;
  readonly originals: readonly Original[];
  readonly translation: string;
}

const emptyDemand = { kind: "withhold-meeting", verbatim: "", meeting: "" } as const;

export const emptyDraft: RequestDraft = {
  authorityId: "",
  branch: "executive",
  office: "",
  receivedAt: "",
  channel: "e-mail",
  instrument: "",
  reference: "",
  statute: "",
  provision: "",
  url: "",
  reasons: "",
  meetings: "",
  demands: [{ id: 1, ...emptyDemand }],
  placesAsked: "",
  placesStated: [],
  durationAsked: "",
  lengthKind: "",
  lengthCount: "",
  lengthUntil: "",
  redress: "",
  tellEffectTo: "",
  forbids: false,
  forbidsUntil: "",
  forbidsLaw: "",
  answerBy: "",
  language: "en",
  originals: [],
  translation: "",
};

export type RequestDraftAction =
  | {
      readonly kind: "change";
      readonly change: Partial<Omit<RequestDraft, "demands" | "originals">>;
    }
  /** `verbatim`: what was selected in the pasted text. */
  | { readonly kind: "add-demand"; readonly verbatim: string }
  | {
      readonly kind: "change-demand";
      readonly id: number;
      readonly change: Partial<Omit<DemandDraft, "id">>;
    }
  | { readonly kind: "remove-demand"; readonly id: number }
  | { readonly kind: "add-originals"; readonly originals: readonly Original[] }
  | { readonly kind: "remove-original"; readonly sha256: string };

export function changeRequestDraft(draft: RequestDraft, action: RequestDraftAction): RequestDraft {
  switch (action.kind) {
    case "change":
      return { ...draft, ...action.change };
    case "add-demand":
      return { ...draft, demands: withDemand(draft.demands, action.verbatim.trim()) };
    case "change-demand":
      return {
        ...draft,
        demands: draft.demands.map((demand) =>
          demand.id === action.id ? { ...demand, ...action.change } : demand,
        ),
      };
    case "remove-demand":
      return { ...draft, demands: draft.demands.filter(({ id }) => id !== action.id) };
    case "add-originals": {
      const known = new Set(draft.originals.map(({ sha256 }) => sha256));
      const fresh = action.originals.filter(({ sha256 }) => !known.has(sha256));
      return { ...draft, originals: [...draft.originals, ...fresh] };
    }
    case "remove-original":
      return {
        ...draft,
        originals: draft.originals.filter(({ sha256 }) => sha256 !== action.sha256),
      };
  }
}

/** The first row that nobody wrote into takes the text; else it gets a row of its own. */
function withDemand(demands: readonly DemandDraft[], verbatim: string): readonly DemandDraft[] {
  const free = verbatim === "" ? undefined : demands.find((one) => one.verbatim.trim() === "");
  if (free !== undefined) {
    return demands.map((demand) => (demand === free ? { ...demand, verbatim } : demand));
  }
  const id = Math.max(0, ...demands.map((demand) => demand.id)) + 1;
  return [...demands, { id, ...emptyDemand, verbatim }];
}

/** The codes that were typed in, in lower case, as they stand. */
export function codesOf(draft: Pick<RequestDraft, "meetings">): readonly string[] {
  return draft.meetings
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((code) => code !== "");
}

/** What is missing of what a request must hold, while it is typed in. */
export function draftGaps(draft: RequestDraft): readonly ContentGap[] {
  return gapsOf({
    ...draft,
    legalBasis: draft,
    meetings: codesOf(draft),
    forbidsNotice: draft.forbids ? { law: draft.forbidsLaw, until: draft.forbidsUntil } : undefined,
  });
}

/** What can't be kept as it is, in the order of the form. */
const draftFaults = [
  "authority",
  "received-at",
  "url",
  "legal-basis",
  "demands",
  "meetings",
  "forbids-until",
  "forbids-law",
  "length",
  "answer-by",
  "language",
] as const;
export type DraftFault = (typeof draftFaults)[number];

const longestSilenceMs = 366 * 24 * 3_600_000;

/** @param now milliseconds since the epoch */
export function faultsOfDraft(draft: RequestDraft, now: number): readonly DraftFault[] {
  const received = momentOf(draft.receivedAt);
  const codes = codesOf(draft);
  const wrong: Readonly<Record<DraftFault, boolean>> = {
    authority: draft.authorityId === "",
    "received-at": received === undefined || Date.parse(received) > now,
    url: draft.url.trim() !== "" && !URL.canParse(draft.url.trim()),
    "legal-basis": (draft.statute.trim() === "") !== (draft.provision.trim() === ""),
    demands: draft.demands.length === 0 || draft.demands.some((one) => one.verbatim.trim() === ""),
    meetings:
      new Set(codes).size !== codes.length ||
      codes.some((code) => !/^[a-z]{3}-[a-z]{4}-[a-z]{3}$/.test(code)),
    "forbids-until": draft.forbids && !isWithin(draft.forbidsUntil, now, longestSilenceMs),
    "forbids-law": draft.forbids && draft.forbidsLaw.trim() === "",
    length: draft.lengthKind !== "" && lengthOf(draft) === undefined,
    "answer-by": draft.answerBy !== "" && momentOf(draft.answerBy) === undefined,
    language: !/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/.test(draft.language.trim()),
  };
  return draftFaults.filter((fault) => wrong[fault]);
}

const momentOf = (field: string): string | undefined => fromLocalField(field);

function isWithin(field: string, now: number, longestMs: number): boolean {
  const at = Date.parse(momentOf(field) ?? "");
  return at > now && at <= now + longestMs;
}

/** Undefined while something can't be kept as it is, see {@link faultsOfDraft}. */
export function contentOf(draft: RequestDraft, now: number): RequestContent | undefined {
  const receivedAt = momentOf(draft.receivedAt);
  if (receivedAt === undefined || faultsOfDraft(draft, now).length > 0) return undefined;
  const meetings = [...codesOf(draft)];
  return {
    authorityId: draft.authorityId,
    branch: draft.branch,
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

/** Only those that say something. */
function textsOf(draft: RequestDraft): Partial<Record<(typeof optionalTexts)[number], string>> {
  return Object.fromEntries(
    optionalTexts.map((key) => [key, draft[key].trim()]).filter(([, text]) => text !== ""),
  );
}

function lawOf(
  draft: RequestDraft,
): Pick<RequestContent, "legalBasis" | "forbidsNotice" | "answerBy"> {
  const statute = draft.statute.trim();
  const url = draft.url.trim();
  const until = momentOf(draft.forbidsUntil);
  const answerBy = momentOf(draft.answerBy);
  return {
    ...(statute === ""
      ? {}
      : {
          legalBasis: {
            statute,
            provision: draft.provision.trim(),
            ...(url === "" ? {} : { url }),
          },
        }),
    ...(draft.forbids && until !== undefined
      ? { forbidsNotice: { until, law: draft.forbidsLaw.trim() } }
      : {}),
    ...(answerBy === undefined ? {} : { answerBy }),
  };
}

const mostHours = 87_840;

/** Undefined: not stated, or not so that it could be kept. */
function lengthOf(draft: RequestDraft): RequestContent["lengthStated"] {
  if (draft.lengthKind === "") return undefined;
  if (draft.lengthKind === "without-end") return { kind: "without-end" };
  if (draft.lengthKind === "until") {
    const until = momentOf(draft.lengthUntil);
    return until === undefined ? undefined : { kind: "until", until };
  }
  const hours = Number(draft.lengthCount) * (draft.lengthKind === "days" ? 24 : 1);
  return Number.isInteger(hours) && hours > 0 && hours <= mostHours
    ? { kind: "hours", hours }
    : undefined;
}

function statedOf(draft: RequestDraft): Pick<RequestContent, "lengthStated" | "placesStated"> {
  const lengthStated = lengthOf(draft);
  const placesStated = [...new Set(draft.placesStated.flatMap(codesOfPick))].sort();
  return {
    ...(lengthStated === undefined ? {} : { lengthStated }),
    ...(placesStated.length === 0 ? {} : { placesStated }),
  };
}

/** A length as it is typed in: in days where it is whole days. */
function lengthFields({
  lengthStated,
}: RequestContent): Pick<RequestDraft, "lengthKind" | "lengthCount" | "lengthUntil"> {
  const none = { lengthKind: "", lengthCount: "", lengthUntil: "" } as const;
  if (lengthStated === undefined) return none;
  if (lengthStated.kind === "until") {
    return { ...none, lengthKind: "until", lengthUntil: toLocalField(lengthStated.until) };
  }
  if (lengthStated.kind === "without-end") return { ...none, lengthKind: "without-end" };
  const { hours } = lengthStated;
  return hours % 24 === 0
    ? { ...none, lengthKind: "days", lengthCount: String(hours / 24) }
    : { ...none, lengthKind: "hours", lengthCount: String(hours) };
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
    placesStated: (content.placesStated ?? []).map((code) => ({ kind: "place", code })),
    authorityId: content.authorityId,
    branch: content.branch,
    channel: content.channel,
    language: content.language,
    receivedAt: toLocalField(content.receivedAt),
    statute: legalBasis?.statute ?? "",
    provision: legalBasis?.provision ?? "",
    url: legalBasis?.url ?? "",
    meetings: content.meetings.join("\n"),
    demands: content.demands.map(({ kind, verbatim, meeting }, index) => ({
      id: index + 1,
      kind,
      verbatim,
      meeting: meeting === undefined ? "" : (content.meetings[meeting] ?? ""),
    })),
    forbids: forbidsNotice !== undefined,
    forbidsUntil: forbidsNotice === undefined ? "" : toLocalField(forbidsNotice.until),
    forbidsLaw: forbidsNotice?.law ?? "",
    answerBy: answerBy === undefined ? "" : toLocalField(answerBy),
    originals: content.originals,
  };
}
