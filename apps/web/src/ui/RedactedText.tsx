import type { RedactedPiece } from "./redacted-pieces.ts";
import "./redacted-text.css";

/** A text as the public reads it. `lang`: the one in which it was written. */
export function RedactedText(props: {
  readonly pieces: readonly RedactedPiece[];
  readonly lang?: string | undefined;
}) {
  return (
    <p className="redacted-text said" lang={props.lang}>
      {props.pieces.map(({ kind, text }, at) =>
        kind === "words" ? (
          text
        ) : (
          <span key={at} className="redacted-mark" lang="en">
            {text}
          </span>
        ),
      )}
    </p>
  );
}
