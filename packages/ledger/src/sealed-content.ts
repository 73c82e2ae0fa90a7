import { objectOf, oneOf, type Parser, type Read, recordId, requestNumber, text } from "./field.ts";

/**
 * What a law delays, and nothing else (constitution 10): who asked, by which law, for which reason,
 * each by its commitment. Requests and orders are public from the beginning.
 */
const contents = {
  nothing: { kind: oneOf("nothing") },
  "request-told": { kind: oneOf("request-told"), request: requestNumber, authority: text },
  "order-told": { kind: oneOf("order-told"), order: recordId, law: text, reason: text },
} as const;

export type SealedContent = {
  [K in keyof typeof contents]: Read<(typeof contents)[K]>;
}[keyof typeof contents];

export const sealedContent: Parser<SealedContent> = (value) =>
  objectOf(contents.nothing)(value) ??
  objectOf(contents["request-told"])(value) ??
  objectOf(contents["order-told"])(value);
