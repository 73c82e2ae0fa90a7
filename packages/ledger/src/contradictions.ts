import { type EntryOf, findingGrounds } from "./entry.ts";
import type { RequestStory, Stories } from "./story.ts";

/** Entries that can't be true beside the rest. The log stays sound, and everyone sees them. */
export interface Contradiction {
  index: number;
  what: /** A demand that has one answer, a refusal, was met; all that a sender outside of the register demands is such a one. */
    | "met-what-has-one-answer"
    /** It was met with a ground, or in part with the ground of another demand: both are of refusals. */
    | "met-with-ground"
    /** The answers are to other demands. */
    | "answers-other-demands"
    /** It has no request, order, change or act before it. */
    | "begins-nowhere";
}

export function findContradictions(stories: Stories): Contradiction[] {
  return [...inRequests(stories), ...withoutBeginning(stories)].sort(
    (one, other) => one.index - other.index || (one.what < other.what ? -1 : 1),
  );
}

/**
 * INVARIANT: only a withholding of a meeting can be met (constitution 3 and 4), for an authority of
 * the register.
 */
function inRequests({ requests }: Stories): Contradiction[] {
  return [...requests.values()].flatMap((story) => {
    const { received, closed } = story;
    if (received === undefined || closed === undefined) return [];
    const { index, entry } = closed;
    const found: Contradiction[] = [];
    const isUnknown = received.entry.authority === undefined;
    if (
      entry.answers.some((one) => isMet(one) && (isUnknown || one.demand !== "withhold-meeting"))
    ) {
      found.push({ index, what: "met-what-has-one-answer" });
    }
    if (entry.answers.some(isMetWithGround)) found.push({ index, what: "met-with-ground" });
    if (!answersWhatWasAsked(story)) found.push({ index, what: "answers-other-demands" });
    return found;
  });
}

type Answer = EntryOf<"request-closed">["answers"][number];

function isMet({ answer }: Answer): boolean {
  return answer === "met" || answer === "narrowed";
}

function isMetWithGround({ answer, ground }: Answer): boolean {
  if (ground === undefined) return false;
  return answer === "met" || (answer === "narrowed" && !isOfFindings(ground));
}

const isOfFindings = (ground: string) => findingGrounds.some((one) => one === ground);

function answersWhatWasAsked({ received, corrected, closed }: RequestStory): boolean {
  const asked = (corrected ?? received)?.entry.demands ?? [];
  const answered = closed?.entry.answers ?? [];
  return asked.length === answered.length && asked.every((one, at) => one === answered[at]?.demand);
}

function withoutBeginning({ requests, orders, changes, acts }: Stories): Contradiction[] {
  const loose = [
    ...[...requests.values()].filter(({ received }) => received === undefined),
    ...[...orders.values()].filter(
      ({ approved }) =>
        approved === undefined || requests.get(approved.entry.request)?.received === undefined,
    ),
    ...[...changes.values()].filter(({ proposed }) => proposed === undefined),
    ...[...acts.values()].filter(({ act }) => act === undefined),
  ];
  return loose.map((story) => {
    return { index: Math.min(...indicesIn(Object.values(story))), what: "begins-nowhere" };
  });
}

/** Of all entries of a story, also of those that it has by number. */
function indicesIn(parts: readonly unknown[]): readonly number[] {
  return parts.flatMap((part) => {
    if (part instanceof Map) return indicesIn([...part.values()]);
    return typeof part === "object" && part !== null && "index" in part ? [Number(part.index)] : [];
  });
}
