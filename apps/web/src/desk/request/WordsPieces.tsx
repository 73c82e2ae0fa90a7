import type { Piece } from "./words-draft.ts";

/** A text as the public reads it. */
export function Pieces(props: { readonly pieces: readonly Piece[]; readonly lang?: string }) {
  return (
    <p className="desk-verbatim said" lang={props.lang}>
      {props.pieces.map(({ kind, text }, at) =>
        kind === "words" ? (
          text
        ) : (
          <span key={at} className="words-mark" lang="en">
            {text}
          </span>
        ),
      )}
    </p>
  );
}
