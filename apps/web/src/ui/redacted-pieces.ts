/** A text as the public reads it, in pieces: words, and what stands in the place of others. */
export type RedactedPiece =
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "mark"; readonly text: string };

/** Only we write these brackets: what an authority wrote has none. */
export function redactedPieces(shown: string): readonly RedactedPiece[] {
  return shown
    .split(/(\u27E6[a-z0-9]+\u27E7)/u)
    .map((text, at): RedactedPiece => ({ kind: at % 2 === 0 ? "words" : "mark", text }))
    .filter(({ text }) => text !== "");
}
