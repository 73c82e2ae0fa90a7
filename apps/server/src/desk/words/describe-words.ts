import type { DemandWords } from "@graticule/api/public-words";
import { type KnownNames, mustHide } from "@graticule/desk/must-hide";
import { type Finder, redactedWords, spansToHide } from "@graticule/desk/redaction";
import type { ActContext } from "../requests/act.ts";
import { type CaseWords, isText, type RequestCase } from "../requests/case.ts";
import { first, type Permit, personMay } from "../requests/permits.ts";
import { readKnown } from "./store.ts";
import { inUnits, type WordsState, wordsStateOf, writtenOf } from "./words.ts";

/** What the public does not read of this request. */
export async function knownOf({ tx, request, publicUrl }: ActContext): Promise<KnownNames> {
  const known = await readKnown(tx, request.id);
  const named = request.events.filter(isText).flatMap(({ content }) => content.meetings);
  const codes = [...new Set([...named, ...known.codes])];
  return { ...known, codes, host: new URL(publicUrl).hostname };
}

/** Finds it. */
export const finderFor = async (context: ActContext): Promise<Finder> =>
  mustHide(await knownOf(context));

/** What may be done about what the public reads, by who asks. */
export function wordsPermitsOf(context: ActContext) {
  const state = wordsStateOf(context.request, context.now.getTime());
  const by = state.kind === "prepared" ? state.words.by : undefined;
  const proposed = by && { proposedBy: by, approved: undefined };
  return {
    prepare: first(personMay(context, "prepare-words"), inState(state, "open")),
    publish: first(
      state.kind === "prepared" && state.words.isBroughtBack ? "proposal-brought-back" : "yes",
      personMay(context, "publish-words", proposed),
      inState(state, "prepared"),
    ),
    decline: first(personMay(context, "review"), inState(state, "prepared")),
  } satisfies Record<string, Permit>;
}

function inState({ kind }: WordsState, wanted: "open" | "prepared"): Permit {
  if (kind === wanted) return "yes";
  return kind === "not-yet" || kind === "sealed" ? "not-yet" : "closed";
}

export async function describeWords(context: ActContext): Promise<DemandWords> {
  const { request, now } = context;
  const state = wordsStateOf(request, now.getTime());
  const may = wordsPermitsOf(context);
  switch (state.kind) {
    case "not-yet":
      return { state: "not-yet" };
    case "destroyed":
      return { state: "destroyed" };
    case "sealed":
      return { state: "sealed", until: state.until };
    case "open":
      return {
        state: "open",
        fixed: [...spansToHide(writtenOf(request), [], await finderFor(context))],
        forgotten: request.meetings.some(({ room }) => room === undefined),
        mayPrepare: may.prepare,
      };
    case "prepared": {
      const { id, by, at } = state.words;
      return {
        state: "prepared",
        id,
        by,
        at: at.toISOString(),
        shown: shownOf(request, state.words),
        mayPublish: may.publish,
        mayDecline: may.decline,
      };
    }
    case "published": {
      const { words } = state;
      const { by, at } = words.outcome ?? words;
      return {
        state: "published",
        by,
        preparedBy: words.by,
        at: at.toISOString(),
        shown: shownOf(request, words),
      };
    }
  }
}

function shownOf(request: RequestCase, { spans }: CaseWords) {
  const written = writtenOf(request);
  const { redacted, ...texts } = redactedWords(written, inUnits(written, spans));
  return { ...texts, redacted: [...redacted] };
}
