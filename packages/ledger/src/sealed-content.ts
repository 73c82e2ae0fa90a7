import { type Field, object, oneOf, type Read, recordId, requestNumber, text } from "./field.ts";

/**
 * What a sealed slot can hold: what a law delays, and nothing else (constitution 10). A request and an order are
 * public from the beginning; here is only who asked, by which law, for which reason, each by its commitment.
 */
const contents = {
  nothing: { kind: oneOf("nothing") },
  "request-told": { kind: oneOf("request-told"), request: requestNumber, authority: text },
  "order-told": { kind: oneOf("order-told"), order: recordId, law: text, reason: text },
} as const;

export type SealedContent = {
  [K in keyof typeof contents]: Read<(typeof contents)[K]>;
}[keyof typeof contents];

export const sealedContent: Field<SealedContent> = (value) =>
  object(contents.nothing)(value) ??
  object(contents["request-told"])(value) ??
  object(contents["order-told"])(value);
