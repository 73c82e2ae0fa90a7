import { RedactedText } from "../../ui/RedactedText.tsx";
import { redactedPieces } from "../../ui/redacted-pieces.ts";
import type { ReadableText } from "./committed-texts.ts";

/** A text as it was entered, or why it isn't there. `lang`: the language in which it was written. */
export function CommittedText(props: {
  readonly text: ReadableText;
  readonly lang?: string | undefined;
}) {
  const { text, lang } = props;
  if (text.kind === "absent") {
    return (
      <p className={text.isFault ? "body log-absent log-fault-line" : "body log-absent"}>
        {text.why}
      </p>
    );
  }
  return <RedactedText pieces={redactedPieces(text.text)} lang={lang} />;
}
