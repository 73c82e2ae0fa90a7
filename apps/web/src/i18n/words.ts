import { en } from "./en.ts";

/** The words in the reader's language. English is the only one so far. */
export const words = en;
