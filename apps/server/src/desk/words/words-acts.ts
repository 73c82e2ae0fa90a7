import {
  areWithin,
  languageShown,
  redactedWords,
  type Span,
  spansToHide,
} from "@graticule/desk/redaction";
import { appendEntry } from "../../public-record/public-entries.ts";
import {
  type ActContext,
  type ActTable,
  conflict,
  type DeskActOutcome,
  done,
  invalidAct,
  refuseAct,
} from "../requests/act.ts";
import { contentOf } from "../requests/case.ts";
import { finderFor, wordsPermitsOf } from "./describe-words.ts";
import { insertWords, insertWordsOutcome } from "./store.ts";
import { type CaseWords, inCharacters, inUnits, writtenOf } from "./words.ts";

/** The authority's own words, for the public: prepared by one, published by another, declined by one. */
export const wordsActs: Pick<ActTable, "prepare-words" | "publish-words" | "decline-words"> = {
  async "prepare-words"(context, { spans }) {
    const permit = wordsPermitsOf(context).prepare;
    if (permit !== "yes") return refuseAct(permit);
    const written = writtenOf(context.request);
    if (!areWithin(written, spans))
      return invalidAct("/spans", "This is not within what was typed in.");
    const all = spansToHide(written, spans, await finderFor(context));
    const { tx, request, session } = context;
    const kept = inCharacters(written, all);
    await insertWords(tx, { requestId: request.id, spans: kept, by: session.member.id });
    return done;
  },

  async "publish-words"(context, { wordsId }) {
    const words = context.request.words.find(({ id }) => id === wordsId);
    if (words === undefined) return { kind: "absent" };
    if (words.outcome !== undefined) return conflict;
    const permit = wordsPermitsOf(context).publish;
    if (permit !== "yes") return refuseAct(permit);
    const written = writtenOf(context.request);
    const spans = inUnits(written, words.spans);
    // A title, or the name of a host, is another one by now.
    if (!isSame(spans, spansToHide(written, spans, await finderFor(context)))) {
      const detail = "Something in it must not be public by now: decline it, and prepare it anew.";
      return invalidAct("/wordsId", detail);
    }
    await end(context, words, { outcome: "published", why: null });
    const { tx, request } = context;
    const language = languageShown(contentOf(request).language);
    await appendEntry(tx, {
      kind: "demand-shown",
      request: request.number,
      language,
      ...redactedWords(written, spans),
    });
    return done;
  },

  async "decline-words"(context, { wordsId, why }) {
    const words = context.request.words.find(({ id }) => id === wordsId);
    if (words === undefined) return { kind: "absent" };
    if (words.outcome !== undefined) return conflict;
    const permit = wordsPermitsOf(context).decline;
    if (permit !== "yes") return refuseAct(permit);
    return await end(context, words, { outcome: "declined", why });
  },
};

async function end(
  { tx, request, session }: ActContext,
  { id }: CaseWords,
  ended: { readonly outcome: "published" | "declined"; readonly why: string | null },
): Promise<DeskActOutcome> {
  const by = session.member.id;
  await insertWordsOutcome(tx, { ...ended, wordsId: id, requestId: request.id, by });
  return done;
}

function isSame(some: readonly Span[], others: readonly Span[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ of, from, to }, at) => {
      const other = others[at];
      return other?.of === of && other.from === from && other.to === to;
    })
  );
}
