/** Part of a text; `url`: where it links to, if it is a link. */
export interface TextPiece {
  readonly text: string;
  readonly url?: string;
}

/** Characters that end a sentence rather than an address. */
const after = /[.,;:!?)\]}'"»”’、。，！？]+$/u;

/**
 * Drops what follows the address in its sentence, but keeps a closing bracket opened in the
 * address.
 */
function addressIn(part: string): string {
  const bare = part.replace(after, "");
  const [bracket] = part.slice(bare.length);
  const opens = bracket === ")" ? "(" : bracket === "]" ? "[" : undefined;
  const isOwn = opens !== undefined && bare.lastIndexOf(opens) > bare.lastIndexOf(bracket ?? "");
  return isOwn ? bare + bracket : bare;
}

/** A text as its links, as written, and the parts between them. */
export function textPiecesOf(text: string): readonly TextPiece[] {
  return text.split(/(https?:\/\/[^\s<>"]+)/iu).flatMap((part, place): TextPiece[] => {
    const address = place % 2 === 1 ? addressIn(part) : "";
    if (!URL.canParse(address)) return part === "" ? [] : [{ text: part }];
    const rest = part.slice(address.length);
    return [{ text: address, url: address }, ...(rest === "" ? [] : [{ text: rest }])];
  });
}
