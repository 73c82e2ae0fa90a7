/** A name within a sentence, so that its direction turns nothing around it (UAX 9, isolates). */
export const withinSentence = (name: string): string => `\u2068${name}\u2069`;
