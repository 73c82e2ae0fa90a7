import type { DemandWords } from "@graticule/api/public-words";
import { passagesOf, type Span } from "@graticule/desk/redaction";
import { Button, Textarea } from "@mantine/core";
import { type Dispatch, useEffect, useReducer, useRef, useState } from "react";
import { deskWords } from "../../i18n/desk-words.ts";
import { publicWordsText as text } from "../../i18n/public-words.ts";
import { ConfirmAct } from "../../ui/form/ConfirmAct.tsx";
import { RedactedText } from "../../ui/RedactedText.tsx";
import type { RedactedPiece } from "../../ui/redacted-pieces.ts";
import { optionsOf } from "../page/fields.tsx";
import { useDeskAct } from "../page/reasons.ts";
import type { InRoom } from "./room.ts";
import {
  beginWords,
  changeWords,
  hiddenItems,
  preview,
  spanOf,
  type WordsChange,
  type WordsDraft,
} from "./words-draft.ts";

interface EditorProps {
  readonly room: InRoom;
  readonly words: Extract<DemandWords, { state: "open" }>;
}

/** What came beside what the public would read of it, and what hides more of it. */
export function WordsEditor({ room, words }: EditorProps) {
  const { content } = room.view;
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
          title={titleOf(room, passage.of)}
          lang={passage.of === "translation" ? undefined : content.language}
          shown={shown[at] ?? []}
          change={change}
        />
      ))}
      <Hidden draft={draft} change={change} />
      <Prepare room={room} draft={draft} />
    </>
  );
}

function titleOf({ view }: InRoom, of: Span["of"]): string {
  if (of === "translation") return text.translation;
  return text.demand(of + 1, deskWords.demand[view.content.demands[of]?.kind ?? "other"]);
}

/** One text. It can't be written in, and be selected by mouse, touch and keys as any text in a field. */
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
  // Not read-only: in that, keys select nothing where a browser shows no caret.
  useEffect(() => {
    const { current } = field;
    const refuse = (event: Event): void => event.preventDefault();
    current?.addEventListener("beforeinput", refuse);
    return () => current?.removeEventListener("beforeinput", refuse);
  }, []);
  const hide = (what: Span["what"]): void => {
    const { selectionStart: from = 0, selectionEnd: to = 0 } = field.current ?? {};
    const span = spanOf(props.of, { from, to }, what);
    setMissing(span === undefined);
    if (span === undefined) field.current?.focus();
    else props.change({ kind: "hide", span });
  };
  return (
    <section className="words-beside" aria-label={props.title} data-testid={`words-${props.of}`}>
      <div className="stack">
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
        <fieldset className="row words-kinds">
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
        <p className="error fault-line" role="alert">
          {missing ? text.selectFirst : null}
        </p>
      </div>
      <div className="stack">
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
              <button
                type="button"
                className="link"
                aria-label={text.undoWhat(words)}
                onClick={() => props.change({ kind: "show", span })}
              >
                {text.undo}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Prepare({ room, draft }: { readonly room: InRoom; readonly draft: WordsDraft }) {
  const [asking, setAsking] = useState(false);
  const close = (): void => setAsking(false);
  const act = useDeskAct(
    () => room.act({ kind: "prepare-words", spans: [...draft.marked] }),
    async () => {
      await room.again();
      close();
    },
  );
  return (
    <div>
      <Button onClick={() => setAsking(true)} data-testid="words-prepare">
        {text.prepare}
      </Button>
      <ConfirmAct
        opened={asking}
        title={text.prepareTitle}
        confirm={text.prepare}
        act={act}
        onConfirm={() => act.run(undefined)}
        onClose={close}
      >
        <p className="body">{text.prepareText}</p>
      </ConfirmAct>
    </div>
  );
}
