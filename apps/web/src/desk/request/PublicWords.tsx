import type { DemandWords } from "@graticule/api/public-words";
import { hostDay, hostMoment } from "../../i18n/host-time.ts";
import { publicWordsText as text } from "../../i18n/public-words.ts";
import { RedactedText } from "../../ui/RedactedText.tsx";
import { redactedPieces } from "../../ui/redacted-pieces.ts";
import { Decide } from "../page/Decide.tsx";
import type { InRoom } from "./room.ts";
import { WhatMay } from "./WhatMay.tsx";
import { WordsEditor } from "./WordsEditor.tsx";

/** The authority's own words on their way to the public, once a request is closed. */
export function PublicWords({ room }: { readonly room: InRoom }) {
  const { words } = room.view;
  if (words.state === "not-yet") return null;
  return (
    <section className="stack words-part" aria-labelledby="public-words" data-testid="public-words">
      <h2 className="h2" id="public-words">
        {text.title}
      </h2>
      <Body room={room} words={words} />
    </section>
  );
}

interface BodyProps {
  readonly room: InRoom;
  readonly words: Exclude<DemandWords, { state: "not-yet" }>;
}

function Body({ room, words }: BodyProps) {
  switch (words.state) {
    case "sealed":
      return <p className="body">{text.sealed(hostDay(words.until))}</p>;
    case "open":
      return (
        <WhatMay may={words.mayPrepare}>
          <WordsEditor room={room} words={words} />
        </WhatMay>
      );
    case "prepared":
      return <Prepared room={room} words={words} />;
    case "published":
      return (
        <>
          <p className="small said">
            {text.published(words.by.name, hostMoment(words.at), words.preparedBy.name)}
          </p>
          <details>
            <summary>{text.read}</summary>
            <Shown room={room} shown={words.shown} />
          </details>
        </>
      );
  }
}

type Told = Extract<DemandWords, { state: "prepared" }>;

function Prepared({ room, words }: { readonly room: InRoom; readonly words: Told }) {
  const { id: wordsId } = words;
  return (
    <>
      <p className="small said">
        {text.prepared(words.by.name, hostMoment(words.at))} {text.exactly}
      </p>
      <Shown room={room} shown={words.shown} />
      {words.mayPublish === "proposed-it" ? (
        <p className="amber-note">{text.waits}</p>
      ) : (
        <WhatMay may={words.mayPublish}>{null}</WhatMay>
      )}
      <Decide
        look="buttons"
        again={room.again}
        ways={[
          words.mayPublish === "yes" && {
            label: text.publish,
            testId: "words-publish",
            act: () => room.act({ kind: "publish-words", wordsId }),
            ask: { title: text.publishTitle, says: <p className="body">{text.publishText}</p> },
          },
          words.mayDecline === "yes" && {
            label: text.decline,
            testId: "words-decline",
            quiet: true,
            act: (why) => room.act({ kind: "decline-words", wordsId, why }),
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

function Shown({ room, shown }: { readonly room: InRoom; readonly shown: Told["shown"] }) {
  const kinds = shown.redacted.map((kind) => text.kind[kind]).join(", ");
  return (
    <div className="stack desk-paper words-shown" data-testid="words-shown">
      <RedactedText pieces={redactedPieces(shown.demand)} lang={room.view.content.language} />
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
