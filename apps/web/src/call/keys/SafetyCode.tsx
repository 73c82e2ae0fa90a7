import { codeOf, wordIndexesOf } from "@graticule/e2ee/safety-code";
import { useEffect, useId, useState } from "react";
import { spokenLanguage, words } from "../../i18n/words.ts";
import { loadSafetyWords } from "./safety-words.ts";

/** For so long is said that the code is another one than whoever reads it had begun with. */
const changedMs = 20_000;

/** What everybody inside reads aloud: in digits that stand in line, and in words. */
export function SafetyCode({ authenticator }: { readonly authenticator: Uint8Array }) {
  const id = useId();
  const said = words.call.sealed;
  const code = codeOf(authenticator);
  const changed = useChangedJustNow(code.join(" "));
  const list = useSafetyWords();
  return (
    <section aria-labelledby={id}>
      <h3 className="h2" id={id}>
        {said.code}
      </h3>
      <ol className="safety-code" dir="ltr" data-testid="safety-code">
        {code.map((group, place) => (
          <li key={place}>
            <span aria-hidden="true">{group}</span>
            <span className="unseen">{[...group].join(" ")}</span>
          </li>
        ))}
      </ol>
      <p className="small safety-changed" role="status" data-testid="code-changed">
        {changed ? said.changed : null}
      </p>
      <p className="body">{said.how}</p>
      <p className="body">{said.differ}</p>
      {list === undefined ? null : (
        <>
          <h4 className="small safety-words-title" id={`${id}-words`}>
            {said.inWords}
          </h4>
          <ol className="safety-words" aria-labelledby={`${id}-words`} data-testid="safety-words">
            {wordIndexesOf(authenticator).map((index, place) => (
              <li key={place}>{list[index]}</li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

function useChangedJustNow(value: string): boolean {
  const [known, setKnown] = useState(value);
  const changed = known !== value;
  useEffect(() => {
    if (!changed) return;
    const timer = setTimeout(() => setKnown(value), changedMs);
    return () => clearTimeout(timer);
  }, [changed, value]);
  return changed;
}

/** In the reader's language; absent until they have come, or where they can't. */
function useSafetyWords(): readonly string[] | undefined {
  const [list, setList] = useState<readonly string[]>();
  const language = spokenLanguage();
  useEffect(() => {
    let isOver = false;
    loadSafetyWords(language).then(
      (loaded) => {
        if (!isOver) setList(loaded);
      },
      // The digits alone are enough.
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [language]);
  return list;
}
