import { hostWords } from "../../i18n/host-words.ts";
import { readTime } from "../../i18n/time.ts";
import { hostTelling } from "../../rules/host-telling.ts";
import { limitSentences } from "../../rules/limits-sentence.ts";
import type { LimitsAbove } from "./limits-above.ts";

export function LimitsAboveList({ above }: { readonly above: LimitsAbove }) {
  const telling = hostTelling(Date.now());
  const lines = [
    ...above.now.flatMap((limit) => limitSentences(limit, telling)),
    ...above.coming.flatMap(({ from, limit }) =>
      limitSentences(limit, telling).map((sentence) =>
        hostWords.create.coming(readTime(from, telling.reader), sentence),
      ),
    ),
  ];
  if (lines.length === 0) return null;
  return (
    <section className="stack above" aria-labelledby="also-holds" data-testid="limits-above">
      <h2 className="h2" id="also-holds">
        {hostWords.create.alsoHolds}
      </h2>
      <ul className="above-list">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
