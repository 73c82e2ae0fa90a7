import { RedactedText } from "../../ui/RedactedText.tsx";
import { redactedPieces } from "../../ui/redacted-pieces.ts";
import type { TextBeside } from "./texts-beside.ts";

/** A text as it was entered, or why it isn't there. `lang`: the one in which it was written. */
export function Beside(props: { readonly beside: TextBeside; readonly lang?: string }) {
  const { beside, lang } = props;
  if (beside.kind === "absent") {
    return (
      <p className={beside.isFault ? "body log-absent log-fault-line" : "body log-absent"}>
        {beside.why}
      </p>
    );
  }
  return <RedactedText pieces={redactedPieces(beside.text)} lang={lang} />;
}
