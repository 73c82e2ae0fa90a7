/**
 * What a complete request must hold: what Article 9(2) of the EU's Digital Services Act (Regulation
 * 2022/2065) asks for (legal basis, reasons, who orders, what exactly, redress, to whom the effect
 * is reported), and what a narrow order needs besides.
 */
export const contentGaps = [
  "office",
  "instrument",
  "reference",
  "legal-basis",
  "reasons",
  "meeting",
  "duration",
  "redress",
  "tell-effect-to",
  "forbids-notice-law",
  "originals",
  "translation",
] as const;
export type ContentGap = (typeof contentGaps)[number];

/** The fields that completeness is about; empty text counts as nothing. */
export interface ContentForGaps {
  readonly office?: string | undefined;
  readonly instrument?: string | undefined;
  readonly reference?: string | undefined;
  readonly legalBasis?: { readonly statute: string; readonly provision: string } | undefined;
  readonly reasons?: string | undefined;
  readonly durationAsked?: string | undefined;
  readonly redress?: string | undefined;
  readonly tellEffectTo?: string | undefined;
  readonly forbidsNotice?: { readonly law: string; readonly until: string } | undefined;
  /** BCP 47. */
  readonly language: string;
  readonly translation?: string | undefined;
  readonly originals: readonly unknown[];
  readonly meetings: readonly unknown[];
  readonly demands: readonly { readonly kind: string }[];
}

/**
 * What is missing, in the order of the form. Demands that are always refused need no meeting and no
 * duration.
 */
export function gapsOf(content: ContentForGaps): readonly ContentGap[] {
  const withholds = content.demands.some(({ kind }) => kind === "withhold-meeting");
  const missing: Readonly<Record<ContentGap, boolean>> = {
    office: isEmpty(content.office),
    instrument: isEmpty(content.instrument),
    reference: isEmpty(content.reference),
    "legal-basis": isEmpty(content.legalBasis?.statute) || isEmpty(content.legalBasis?.provision),
    reasons: isEmpty(content.reasons),
    meeting: withholds && content.meetings.length === 0,
    duration: withholds && isEmpty(content.durationAsked),
    redress: isEmpty(content.redress),
    "tell-effect-to": isEmpty(content.tellEffectTo),
    "forbids-notice-law": content.forbidsNotice !== undefined && isEmpty(content.forbidsNotice.law),
    originals: content.originals.length === 0,
    translation: !/^en(-|$)/i.test(content.language) && isEmpty(content.translation),
  };
  return contentGaps.filter((gap) => missing[gap]);
}

function isEmpty(text: string | undefined): boolean {
  return text === undefined || text.trim() === "";
}
