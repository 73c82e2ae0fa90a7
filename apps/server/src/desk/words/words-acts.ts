import {
  areWithin,
  languageShown,
  redactedWords,
  type Span,
  spansToHide,
} from "@graticule/desk/redaction";
import { textKeyFor } from "../../db/text-keys.ts";
import { appendEntry } from "../../public-record/public-entries.ts";
import {
  type ActContext,
  type ActTable,
  absent,
  conflict,
  type DeskActOutcome,
  done,
  invalidAct,
  refuseAct,
} from "../requests/act.ts";
import { type CaseWords, contentOf } from "../requests/case.ts";
import { openedWords } from "../requests/texts.ts";
import { finderFor, wordsPermitsOf } from "./describe-words.ts";
import { insertWords, insertWordsOutcome, sealWhy, showToDatabase } from "./store.ts";
import { inCharacters, inUnits, writtenOf } from "./words.ts";

/** The authority's words for the public: prepared by one, published by another, declined by one. */
export const wordsActs: Pick<ActTable, "prepare-words" | "publish-words" | "decline-words"> = {
  async "prepare-words"(context, { spans }) {
    const permit = wordsPermitsOf(context).prepare;
    if (permit !== "yes") return refuseAct(permit);
    const written = writtenOf(context.request);
    if (!areWithin(written, spans))
      return invalidAct("/spans", "This is outside the words that were entered.");
    const all = spansToHide(written, spans, await finderFor(context));
    const { tx, request, session } = context;
    const kept = JSON.stringify(inCharacters(written, all));
    await insertWords(tx, { requestId: request.id, spans: kept, preparedBy: session.member.id });
    return done;
  },

  "publish-words": onWords("publish", async (context, words) => {
    const written = writtenOf(context.request);
    const spans = inUnits(written, words.spans);
    // A title or a host's name may have changed since.
    if (!isSame(spans, spansToHide(written, spans, await finderFor(context)))) {
      const detail =
        "It now contains something that must not be public. Decline it and prepare it again.";
      return invalidAct("/wordsId", detail);
    }
    await end(context, words, { outcome: "published", why: null });
    const { tx, seal, request } = context;
    const content = contentOf(request);
    await showToDatabase(tx, openedWords(content, await textKeyFor(tx, seal, request.id)));
    const language = languageShown(content.language);
    await appendEntry(tx, {
      kind: "demand-shown",
      request: request.number,
      language,
      ...redactedWords(written, spans),
    });
    return done;
  }),

  "decline-words": onWords("decline", async (context, words, { why }) => {
    const { tx, seal, request } = context;
    const sealed = sealWhy(why, words.id, await textKeyFor(tx, seal, request.id));
    return await end(context, words, { outcome: "declined", why: sealed });
  }),
};

/** Does an act on words that are prepared where its permit says yes. */
function onWords<Act extends { readonly wordsId: string }>(
  which: "publish" | "decline",
  perform: (context: ActContext, words: CaseWords, act: Act) => Promise<DeskActOutcome>,
): (context: ActContext, act: Act) => Promise<DeskActOutcome> {
  return async (context, act) => {
    const words = context.request.words.find(({ id }) => id === act.wordsId);
    if (words === undefined) return absent;
    if (words.outcome !== undefined) return conflict;
    const permit = wordsPermitsOf(context)[which];
    return permit === "yes" ? await perform(context, words, act) : refuseAct(permit);
  };
}

async function end(
  { tx, request, session }: ActContext,
  { id }: CaseWords,
  ended: { readonly outcome: "published" | "declined"; readonly why: string | null },
): Promise<DeskActOutcome> {
  const byPerson = session.member.id;
  await insertWordsOutcome(tx, { ...ended, wordsId: id, requestId: request.id, byPerson });
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
