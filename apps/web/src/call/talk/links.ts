/** A part of a text; `url`: it is a link, and leads there. */
export interface TextPiece {
  readonly text: string;
  readonly url?: string;
}

/** What ends a sentence rather than an address. */
const after = /[.,;:!?)\]}'"»”’、。，！？]+$/u;

/** Without what follows it in the sentence. A bracket that was opened in the address is closed there. */
function addressIn(part: string): string {
  const bare = part.replace(after, "");
  const [bracket] = part.slice(bare.length);
  const opens = bracket === ")" ? "(" : bracket === "]" ? "[" : undefined;
  const isOwn = opens !== undefined && bare.lastIndexOf(opens) > bare.lastIndexOf(bracket ?? "");
  return isOwn ? bare + bracket : bare;
}

/** The links in a text, as they were written, and what stands between them. */
export function textPiecesOf(text: string): readonly TextPiece[] {
  return text.split(/(https?:\/\/[^\s<>"]+)/iu).flatMap((part, place): TextPiece[] => {
    const address = place % 2 === 1 ? addressIn(part) : "";
    if (!URL.canParse(address)) return part === "" ? [] : [{ text: part }];
    const rest = part.slice(address.length);
    return [{ text: address, url: address }, ...(rest === "" ? [] : [{ text: rest }])];
  });
}
