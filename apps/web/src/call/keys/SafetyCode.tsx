import { codeOf, wordIndexesOf } from "@graticule/e2ee/safety-code";
import { Button } from "@mantine/core";
import { useEffect, useId, useState } from "react";
import { withinSentence } from "../../i18n/within-sentence.ts";
import { readersLocale, spokenLanguage, words } from "../../i18n/words.ts";
import { useCall, useCompared, useNames } from "../call-parts.ts";
import type { Compared } from "./comparing.ts";
import { loadSafetyWords } from "./safety-words.ts";

/** How long the page says that the code changed while it was being read, in milliseconds. */
const changedMs = 20_000;
/**
 * Three groups of five digits, or six words: out of reach of a search for two codes alike, see
 * `@graticule/e2ee/comparison`.
 */
const digitGroups = 3;
const wordCount = 6;

/** The code that all inside read aloud, once their pages have agreed on it. */
export function SafetyCode() {
  const id = useId();
  const said = words.call.sealed;
  const { sealed } = useCall();
  const compared = useCompared() ?? { kind: "none" };
  const changed = useChangedJustNow(
    compared.kind === "done" ? groupsOf(compared.code).join(" ") : undefined,
  );
  useEffect(() => sealed?.comparing.want(), [sealed]);
  return (
    <section aria-labelledby={id}>
      <h3 className="h2" id={id}>
        {said.code}
      </h3>
      {compared.kind === "done" ? (
        <Code code={compared.code} changed={changed} id={id} />
      ) : (
        <NoCode compared={compared} onAgain={() => sealed?.comparing.again()} />
      )}
    </section>
  );
}

function Code(props: {
  readonly code: Uint8Array;
  readonly changed: boolean;
  readonly id: string;
}) {
  const { code, changed, id } = props;
  const said = words.call.sealed;
  const list = useSafetyWords();
  return (
    <>
      <ol className="safety-code" dir="ltr" data-testid="safety-code">
        {groupsOf(code).map((group, place) => (
          <li key={place}>
            <span aria-hidden="true">{group}</span>
            <span className="visually-hidden">{[...group].join(" ")}</span>
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
            {wordIndexesOf(code)
              .slice(0, wordCount)
              .map((index, place) => (
                <li key={place}>{list[index]}</li>
              ))}
          </ol>
        </>
      )}
    </>
  );
}

function groupsOf(code: Uint8Array): readonly string[] {
  return codeOf(code).slice(0, digitGroups);
}

function NoCode(props: { readonly compared: Compared; readonly onAgain: () => void }) {
  const names = useNames();
  const text = textOf(props.compared, (identity) => withinSentence(names.ofPerson(identity)));
  return (
    <div className="safety-waiting" data-testid="code-missing" data-kind={props.compared.kind}>
      <p className="body" role="status">
        {text}
      </p>
      {props.compared.kind === "overdue" ? (
        <Button onClick={props.onAgain} data-testid="code-again">
          {words.call.sealed.codeAgain}
        </Button>
      ) : null}
    </div>
  );
}

function textOf(compared: Compared, nameOf: (identity: string) => string): string | null {
  const said = words.call.sealed;
  switch (compared.kind) {
    case "alone":
      return said.codeAlone;
    case "too-many":
      return said.codeTooMany;
    case "waiting":
      return said.codeWaiting(listed(compared.missing.map(nameOf)));
    case "overdue":
      return said.codeOverdue(listed(compared.missing.map(nameOf)));
    case "none":
      return said.agreeing;
    case "done":
      return null;
  }
}

function listed(names: readonly string[]): string {
  return new Intl.ListFormat(readersLocale(), { type: "conjunction" }).format(names);
}

/** Whether this value differs from the last one shown. Undefined: none is shown at the moment. */
function useChangedJustNow(value: string | undefined): boolean {
  const [known, setKnown] = useState(value);
  const changed = known !== undefined && value !== undefined && known !== value;
  useEffect(() => {
    if (!changed) return setKnown((before) => before ?? value);
    const timer = setTimeout(() => setKnown(value), changedMs);
    return () => clearTimeout(timer);
  }, [changed, value]);
  return changed;
}

/** In the reader's language; undefined until loaded, or if that fails. */
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
