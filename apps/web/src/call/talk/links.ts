/** A part of a text; `url`: it is a link, and leads there. */
export interface Piece {
  readonly text: string;
  readonly url?: string;
}

/** What ends a sentence rather than an address. */
const after = /[.,;:!?)\]}'"»”’、。，！？]+$/u;

/** The links in a text, as they were written, and what stands between them. */
export function piecesOf(text: string): readonly Piece[] {
  return text.split(/(https?:\/\/[^\s<>"]+)/iu).flatMap((part, place): Piece[] => {
    const address = place % 2 === 1 ? part.replace(after, "") : "";
    if (!URL.canParse(address)) return part === "" ? [] : [{ text: part }];
    const rest = part.slice(address.length);
    return [{ text: address, url: address }, ...(rest === "" ? [] : [{ text: rest }])];
  });
}
