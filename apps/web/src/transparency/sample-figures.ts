import type { Figures } from "@graticule/api/transparency";

/** The figures of a log without a request. @internal */
export function sampleFigures(changed: Partial<Figures> = {}): Figures {
  return {
    ...{ size: 12, today: "2026-11-26" },
    requests: { received: 0, open: 0, answered: 0, returned: 0, rejected: 0, repeated: 0 },
    ...{ demands: [], months: [] },
    orders: {
      ...{ approved: 0, ahead: 0, inForce: 0, withEffect: 0 },
      over: { lifted: 0, overturned: 0, appealNotDecided: 0, occurrenceOver: 0, lapsed: 0 },
      ...{ byAuthority: [], byPlace: [] },
    },
    ...{ timeToAnswer: null, timeToLift: null, looks: 0 },
    appeals: { byMonth: [], corrected: "none" },
    termsActs: { all: 0, linked: 0, reviewed: 0, reversed: 0 },
    sideDoors: [],
    undone: { staffLeft: 0, authoritiesWithdrawn: 0, platformRulesLifted: 0 },
    ...{ outsideActs: 0, textsRemoved: 0, sealed: { ahead: 0, opened: 0 }, findings: [] },
    ...changed,
  };
}

/** How a kind of demand was answered, for tests. @internal */
export function sampleDemand(
  changed: Partial<Figures["demands"][number]>,
): Figures["demands"][number] {
  return {
    ...{ demand: "end-meeting" as const, asked: 0, open: 0, met: 0, narrowed: 0, refused: 0 },
    ...{ notHandledHere: 0, sentBack: 0, ...changed },
  };
}
