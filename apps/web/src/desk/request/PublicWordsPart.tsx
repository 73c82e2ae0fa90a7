import type { DemandWords } from "@graticule/api/public-words";
import { hostDay, hostMoment } from "../../i18n/host-time.ts";
import { publicWordsText as text } from "../../i18n/public-words.ts";
import { RedactedText } from "../../ui/RedactedText.tsx";
import { redactedPieces } from "../../ui/redacted-pieces.ts";
import { ActionButtons } from "../page/ActionButtons.tsx";
import type { OpenRequest } from "./open-request.ts";
import { Permitted } from "./Permitted.tsx";
import { WordsEditor } from "./WordsEditor.tsx";

/** The authority's own words on their way to the public, once a request is closed. */
export function PublicWordsPart({ request }: { readonly request: OpenRequest }) {
  const { words } = request.view;
  if (words.state === "not-yet") return null;
  return (
    <section className="stack words-part" aria-labelledby="public-words">
      <h2 className="h2" id="public-words">
        {text.title}
      </h2>
      <Body request={request} words={words} />
    </section>
  );
}

interface BodyProps {
  readonly request: OpenRequest;
  readonly words: Exclude<DemandWords, { state: "not-yet" }>;
}

function Body({ request, words }: BodyProps) {
  switch (words.state) {
    case "destroyed":
      return <p className="body">{text.destroyed}</p>;
    case "sealed":
      return <p className="body">{text.sealed(hostDay(words.until))}</p>;
    case "open":
      return (
        <Permitted may={words.mayPrepare} act="prepare-words">
          <WordsEditor request={request} words={words} />
        </Permitted>
      );
    case "prepared":
      return <Prepared request={request} words={words} />;
    case "published":
      return (
        <>
          <p className="small said">
            {text.published(words.by.name, hostMoment(words.at), words.preparedBy.name)}
          </p>
          <details>
            <summary>{text.read}</summary>
            <Shown request={request} shown={words.shown} />
          </details>
        </>
      );
  }
}

type PreparedWords = Extract<DemandWords, { state: "prepared" }>;

function Prepared({
  request,
  words,
}: {
  readonly request: OpenRequest;
  readonly words: PreparedWords;
}) {
  const { id: wordsId } = words;
  return (
    <>
      <p className="small said">
        {text.prepared(words.by.name, hostMoment(words.at))} {text.exactly}
      </p>
      <Shown request={request} shown={words.shown} />
      {words.mayPublish === "proposed-it" ? (
        <p className="amber-note">{text.waits}</p>
      ) : (
        <Permitted may={words.mayPublish} act="publish-words">
          {null}
        </Permitted>
      )}
      <ActionButtons
        look="buttons"
        again={request.again}
        actions={[
          words.mayPublish === "yes" && {
            label: text.publish,
            testId: "words-publish",
            act: () => request.act({ kind: "publish-words", wordsId }),
            ask: { title: text.publishTitle, says: <p className="body">{text.publishText}</p> },
          },
          words.mayDecline === "yes" && {
            label: text.decline,
            testId: "words-decline",
            quiet: true,
            act: (why) => request.act({ kind: "decline-words", wordsId, why }),
            ask: {
              title: text.declineTitle,
              says: <p className="body">{text.declineText}</p>,
              why: { label: text.why, missing: text.whyMissing },
            },
          },
        ]}
      />
    </>
  );
}

function Shown({
  request,
  shown,
}: {
  readonly request: OpenRequest;
  readonly shown: PreparedWords["shown"];
}) {
  const kinds = shown.redacted.map((kind) => text.kind[kind]).join(", ");
  return (
    <div className="stack gap-12 desk-paper" data-testid="words-shown">
      <RedactedText pieces={redactedPieces(shown.demand)} lang={request.view.content.language} />
      {shown.translation === undefined ? null : (
        <>
          <h3 className="small">{text.translation}</h3>
          <RedactedText pieces={redactedPieces(shown.translation)} />
        </>
      )}
      <p className="small">{kinds === "" ? text.nothingHidden : text.listed(kinds)}</p>
    </div>
  );
}
