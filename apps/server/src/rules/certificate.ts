import type { Certificate } from "@graticule/api/rules";
import { certifiedCountOf } from "../decision/bands.ts";
import type { SourceStatus } from "../location/locator.ts";
import { expandRule } from "../rooms/expand-rule.ts";
import type { RuleEvent } from "./rule-event.ts";
import type { TallyRow } from "./tally-store.ts";

export interface CertifiedHistory {
  readonly meeting: {
    readonly code: string;
    readonly title: string;
    readonly createdAt: Date;
    /** Undefined: it is not over. */
    readonly endedAt: Date | undefined;
    readonly deletesAt: Date;
    readonly url: string;
  };
  /** Oldest first. */
  readonly changes: readonly RuleEvent[];
  readonly tallies: readonly TallyRow[];
  readonly passes: number;
  readonly otherLimits: Certificate["otherLimits"];
  readonly sources: readonly Pick<SourceStatus, "maker" | "basis" | "builtAt">[];
  readonly service: string;
  readonly now: Date;
}

type Entry = Certificate["entries"][number];

interface Span {
  readonly version: number;
  readonly inForce: boolean;
  readonly from: Date;
  readonly until: Date | undefined;
  readonly event: RuleEvent | undefined;
}

/**
 * The history of a meeting's rule, without names: when which rule held, and in bands how many were
 * let in, held or refused at the door in that time, and removed from inside by a rule.
 */
export function certificateOf(history: CertifiedHistory): Certificate {
  const { meeting, changes, otherLimits, sources, service, now } = history;
  const { code, title, url, createdAt, endedAt } = meeting;
  return {
    meeting: {
      code,
      title,
      url,
      createdAt: createdAt.toISOString(),
      endedAt: endedAt?.toISOString(),
    },
    issuedAt: now.toISOString(),
    service,
    keptUntil: meeting.deletesAt.toISOString(),
    passes: certifiedCountOf(history.passes),
    leftOut: leftOutOf(changes),
    entries: spansOf(history).map((span) => entryOf(span, history.tallies)),
    otherLimits,
    sources: sources.map(({ maker, basis, builtAt }) => ({
      maker,
      basis,
      builtAt: builtAt === undefined ? undefined : new Date(builtAt).toISOString(),
    })),
  };
}

/** Versions count from 1: how many came before the oldest that was read. */
function leftOutOf([oldest]: readonly RuleEvent[]): number {
  return oldest === undefined ? 0 : oldest.version - 1;
}

function spansOf({ meeting, changes, now }: CertifiedHistory): Span[] {
  const first = changes[0];
  const over = meeting.endedAt;
  const before: Span = {
    version: 0,
    inForce: true,
    event: undefined,
    from: meeting.createdAt,
    until: first?.at ?? over,
  };
  const isWhole = leftOutOf(changes) === 0;
  const beginsWithRule = first !== undefined && first.at <= meeting.createdAt;
  return [
    ...(isWhole && !beginsWithRule ? [before] : []),
    ...changes.flatMap((event, index) => spansOfEvent(event, changes[index + 1]?.at ?? over, now)),
  ];
}

/** A rule that ends by itself leaves a time without one, until the next change. */
function spansOfEvent(event: RuleEvent, next: Date | undefined, now: Date): Span[] {
  const { version, at, change } = event;
  const ends = endOf(event);
  const whole: Span = { version, inForce: true, from: at, until: next, event };
  if (change.kind !== "set" || ends === undefined) return [whole];
  if (next !== undefined && ends >= next) return [whole];
  const held: Span = { ...whole, until: ends };
  if (ends > now) return [held];
  return [held, { version, inForce: false, from: ends, until: next, event: undefined }];
}

function endOf({ at, change }: RuleEvent): Date | undefined {
  if (change.kind !== "set" || change.rule.until === undefined) return undefined;
  return new Date(Math.max(at.getTime(), Date.parse(change.rule.until)));
}

function entryOf(span: Span, tallies: readonly TallyRow[]): Entry {
  const { from, until, event } = span;
  const counted = tallies.find(
    ({ version, inForce }) => version === span.version && inForce === span.inForce,
  );
  return {
    from: from.toISOString(),
    until: until?.toISOString(),
    insideFrom: event?.insideFrom?.toISOString(),
    ...placesOf(event),
    admitted: certifiedCountOf(counted?.admitted ?? 0),
    held: certifiedCountOf(counted?.held ?? 0),
    refused: certifiedCountOf(counted?.refused ?? 0),
    removed: certifiedCountOf(counted?.removed ?? 0),
  };
}

/** A rule that can't be read let nobody in. */
function placesOf(event: RuleEvent | undefined): Pick<Entry, "rule" | "denied" | "allowed"> {
  if (event === undefined || event.change.kind === "lifted") {
    return { denied: [], allowed: "everyone" };
  }
  if (event.change.kind === "unreadable") return { denied: [], allowed: [] };
  const { rule } = event.change;
  const expanded = expandRule(rule, { id: "certified", tier: "meeting" });
  if (expanded.kind === "problems") return { rule, denied: [], allowed: [] };
  const { deny, allow } = expanded.rule;
  return { rule, denied: [...deny], allowed: allow === "everyone" ? allow : [...allow] };
}
