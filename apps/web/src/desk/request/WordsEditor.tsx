import type { DemandWords } from "@graticule/api/public-words";
import { passagesOf, type Span } from "@graticule/desk/redaction";
import { Button, Textarea } from "@mantine/core";
import { type Dispatch, useEffect, useReducer, useRef, useState } from "react";
import { deskWords } from "../../i18n/desk-words.ts";
import { publicWordsText as text } from "../../i18n/public-words.ts";
import { ErrorLine } from "../../ui/form/ErrorLine.tsx";
import { LinkButton } from "../../ui/LinkButton.tsx";
import { RedactedText } from "../../ui/RedactedText.tsx";
import type { RedactedPiece } from "../../ui/redacted-pieces.ts";
import { ActionButtons } from "../page/ActionButtons.tsx";
import { optionsOf } from "../page/fields.tsx";
import type { OpenRequest } from "./open-request.ts";
import {
  beginWords,
  changeWords,
  hiddenItems,
  preview,
  type WordsChange,
  type WordsDraft,
} from "./words-draft.ts";

interface EditorProps {
  readonly request: OpenRequest;
  readonly words: Extract<DemandWords, { state: "open" }>;
}

/** What came beside what the public would read of it, with what hides more. */
export function WordsEditor({ request, words }: EditorProps) {
  const { content } = request.view;
  const [draft, change] = useReducer(changeWords, undefined, () => beginWords(content, words));
  const shown = preview(draft);
  return (
    <>
      <p className="body">{text.lead}</p>
      <p className="amber-note">{text.names}</p>
      {words.forgotten ? <p className="amber-note">{text.forgotten}</p> : null}
      {passagesOf(draft.written).map((passage, at) => (
        <Passage
          key={String(passage.of)}
          {...passage}
          title={titleOf(request, passage.of)}
          lang={passage.of === "translation" ? undefined : content.language}
          shown={shown[at] ?? []}
          change={change}
        />
      ))}
      <Hidden draft={draft} change={change} />
      <ActionButtons
        look="buttons"
        again={request.again}
        actions={[
          {
            label: text.prepare,
            testId: "words-prepare",
            act: () => request.act({ kind: "prepare-words", spans: [...draft.marked] }),
            ask: { title: text.prepareTitle, says: <p className="body">{text.prepareText}</p> },
          },
        ]}
      />
    </>
  );
}

function titleOf({ view }: OpenRequest, of: Span["of"]): string {
  if (of === "translation") return text.translation;
  return text.demand(of + 1, deskWords.demand[view.content.demands[of]?.kind ?? "other"]);
}

/** One text: it can't be changed, and is selected by mouse, touch and keys like any text in a field. */
function Passage(props: {
  readonly of: Span["of"];
  readonly text: string;
  readonly title: string;
  readonly lang: string | undefined;
  readonly shown: readonly RedactedPiece[];
  readonly change: Dispatch<WordsChange>;
}) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [missing, setMissing] = useState(false);
  // Not `readOnly`: there keys select nothing where a browser shows no caret.
  useEffect(() => {
    const { current } = field;
    const refuse = (event: Event): void => event.preventDefault();
    current?.addEventListener("beforeinput", refuse);
    return () => current?.removeEventListener("beforeinput", refuse);
  }, []);
  const hide = (what: Span["what"]): void => {
    const { selectionStart: from = 0, selectionEnd: to = 0 } = field.current ?? {};
    setMissing(from >= to);
    if (from >= to) field.current?.focus();
    else props.change({ kind: "hide", span: { of: props.of, from, to, what } });
  };
  return (
    <section className="words-beside" aria-label={props.title} data-testid={`words-${props.of}`}>
      <div className="stack gap-8">
        <Textarea
          aria-readonly
          inputMode="none"
          ref={field}
          label={`${props.title}: ${text.original}`}
          lang={props.lang}
          value={props.text}
          rows={4}
          onChange={() => undefined}
          data-testid={`words-${props.of}-original`}
        />
        <fieldset className="row">
          <legend className="small words-legend">{text.hideAs}</legend>
          {optionsOf(text.kind).map(({ value, label }) => (
            <Button
              key={value}
              size="xs"
              variant="default"
              onClick={() => hide(value)}
              data-testid={`words-${props.of}-${value}`}
            >
              {label}
            </Button>
          ))}
        </fieldset>
        <ErrorLine text={missing ? text.selectFirst : null} />
      </div>
      <div className="stack gap-8">
        <h3 className="small">{text.shown}</h3>
        <div className="desk-paper" data-testid={`words-${props.of}-shown`} aria-live="polite">
          <RedactedText pieces={props.shown} lang={props.lang} />
        </div>
      </div>
    </section>
  );
}

function Hidden(props: { readonly draft: WordsDraft; readonly change: Dispatch<WordsChange> }) {
  const items = hiddenItems(props.draft);
  return (
    <div className="stack gap-8">
      <h3 className="h2">{text.hidden}</h3>
      <p className="small">{text.fixedText}</p>
      {items.length === 0 ? <p className="small">{text.nothingHidden}</p> : null}
      <ul className="plain-list" data-testid="words-hidden">
        {items.map(({ span, words, fixed }) => (
          <li key={`${span.of} ${span.from} ${fixed}`} className="item">
            <p className="body said">
              “{words}” <span className="badge">{text.kind[span.what]}</span>
            </p>
            {fixed ? (
              <p className="small">{text.always}</p>
            ) : (
              <LinkButton
                label={text.undoWhat(words)}
                onClick={() => props.change({ kind: "show", span })}
              >
                {text.undo}
              </LinkButton>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
