import { withoutQuotationMarks } from "@graticule/api/text";

/** Someone's words in a sentence of the public log, which they can't end. */
export const inQuotes = (words: string): string => `“${withoutQuotationMarks(words)}”`;
