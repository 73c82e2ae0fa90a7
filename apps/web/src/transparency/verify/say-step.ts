import { base64 } from "@graticule/ledger/bytes";
import type { TextName } from "@graticule/ledger/entry";
import { hostDay } from "../../i18n/host-time.ts";
import { shownKeyCode } from "../../i18n/key-code.ts";
import { logWords } from "../../i18n/log-words.ts";
import { verifyWords as said } from "../../i18n/verify-words.ts";
import { listed } from "../entry/say-entry.ts";
import type { CheckFault, CheckStep, Found, Signers, StepName } from "./steps.ts";

/** What a step found, in words, and the figures that can be compared. */
interface StepSays {
  readonly text: string;
  readonly codes: readonly string[];
}

export function sayStep(step: CheckStep): StepSays {
  switch (step.kind) {
    case "passed":
      return sayFound(step.found);
    case "failed":
      return { text: sayCheckFault(step.fault), codes: [] };
    case "nothing": {
      if ("because" in step) return { text: sayUnsigned(step), codes: [] };
      const known = new Map<string, string>(Object.entries(said.nothing)).get(step.step);
      return { text: known ?? "", codes: [] };
    }
    case "cannot":
      return { text: said.cannot[step.step], codes: [] };
    case "unreachable":
      return { text: said.unreachable, codes: [] };
  }
}

function sayFound(found: Found): StepSays {
  const { found: words } = said;
  switch (found.step) {
    case "leaf":
      return { text: words.leaf(found.bytes), codes: [found.hash] };
    case "key":
      return { text: found.known ? words.keyKnown : words.key, codes: found.lines };
    case "signature":
      return { text: words.signature(found.head.size), codes: [base64(found.head.root)] };
    case "place":
      return { text: words.place(found.file, found.at), codes: [] };
    case "path":
      return { text: words.path(found.proof.length, found.size), codes: [] };
    case "texts":
      return { text: sayTexts(found), codes: [] };
    case "slot":
      return { text: words.slot(found.slot), codes: [] };
    case "signers":
      return { text: saySigners(found.by), codes: [] };
    case "growth":
      return { text: sayGrowth(found), codes: [] };
    case "date":
      return { text: words.date(hostDay(found.through), found.daysAgo), codes: [] };
  }
}

function sayTexts({ shown, gone }: Extract<Found, { step: "texts" }>): string {
  const names = (some: readonly TextName[]) =>
    listed(some.map((name) => logWords.textInSentence[name]));
  return [
    shown.length > 0 && said.found.shown(names(shown)),
    gone.length > 0 && said.found.gone(names(gone)),
  ]
    .filter(Boolean)
    .join(" ");
}

function saySigners(by: Signers): string {
  switch (by.kind) {
    case "order":
      return said.found.signedOrder(shownKeyCode(by.proposer), shownKeyCode(by.approver));
    case "change":
      return said.found.signedChange(shownKeyCode(by.proposer), shownKeyCode(by.approver));
    case "decision":
      return said.found.signedDecision(shownKeyCode(by.by));
    case "terms":
      return said.found.signedTerms(listed(by.by.map(shownKeyCode)));
    case "waited":
      return said.found.waited;
  }
}

type Unsigned = Extract<CheckStep, { readonly because: string }>;

function sayUnsigned(step: Unsigned): string {
  return step.because === "before"
    ? said.unsigned.before
    : said.unsigned.sealed(hostDay(step.until));
}

function sayGrowth({ since, size }: Extract<Found, { step: "growth" }>): string {
  return since === size ? said.found.same : said.found.grown(since, size);
}

type WhyOf<S extends StepName> = Extract<CheckFault, { readonly step: S }>["why"];

const meanings: Readonly<Record<StepName, Readonly<Record<string, string>>>> =
  said.fault satisfies {
    readonly [S in StepName]: Readonly<Record<WhyOf<S>, string>>;
  };

/** What a failed step means. */
export function sayCheckFault(fault: CheckFault): string {
  const meaning = meanings[fault.step][fault.why] ?? "";
  if (fault.step === "texts") {
    return `${meaning} ${said.which(logWords.textInSentence[fault.text])}`;
  }
  return "through" in fault ? `${meaning} ${said.newestDay(hostDay(fault.through))}` : meaning;
}
