import {
  country,
  dayField,
  objectOf,
  oneOf,
  optional,
  type Parser,
  type Read,
  recordId,
  requestNumber,
  stateBranch,
  text,
} from "./field.ts";

/**
 * What a law delays, and nothing else (constitution 10): who asked, by which law, for which reason,
 * each by its commitment. Requests and orders are public from the beginning, but for one case: where
 * a law forbids to say even that a request exists, it isn't entered, and a slot alone holds
 * `request-existed`, with as much as may be said once it opens. No other entry points to it.
 */
const contents = {
  nothing: { kind: oneOf("nothing") },
  "request-told": { kind: oneOf("request-told"), request: requestNumber, authority: text },
  "order-told": { kind: oneOf("order-told"), order: recordId, law: text, reason: text },
  "request-existed": {
    kind: oneOf("request-existed"),
    branch: optional(stateBranch),
    country: optional(country),
    /** The day on which it came. */
    came: optional(dayField),
  },
} as const;

export type SealedContent = {
  [K in keyof typeof contents]: Read<(typeof contents)[K]>;
}[keyof typeof contents];

export const sealedContent: Parser<SealedContent> = (value) =>
  objectOf(contents.nothing)(value) ??
  objectOf(contents["request-told"])(value) ??
  objectOf(contents["order-told"])(value) ??
  objectOf(contents["request-existed"])(value);
