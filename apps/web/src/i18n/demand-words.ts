import type { AnswerKind, DemandKind, Ground } from "@graticule/desk/demand";

/** What an authority can demand and what is answered, for the desk and for hosts, in English. */
export const demandWords = {
  demand: {
    "withhold-meeting": "Withhold a meeting from a place",
    "end-meeting": "End a meeting",
    "suspend-account": "Suspend an account",
    "withhold-person": "Keep a named person out",
    "limit-other-meetings": "Limit other or future meetings",
    "serve-country-off": "Stop serving a country",
    "monitor-or-record": "Monitor or record",
    "weaken-encryption": "Weaken encryption",
    "stay-silent": "Not tell the person at the door",
    "block-topic": "Keep a topic out",
    "hand-over-data": "Hand over data",
    other: "Something else",
  } satisfies Record<DemandKind, string>,
  answer: {
    met: "Met",
    narrowed: "Met in part",
    refused: "Refused",
    "not-handled-here": "Not handled here",
  } satisfies Record<AnswerKind, string>,
  ground: {
    "meetings-survive": "No demand can end a meeting here.",
    "accounts-survive": "No demand changes an account.",
    "no-named-persons": "Nobody is kept out by name.",
    "one-occurrence-only": "An order is for one sitting of one meeting.",
    "no-country-off": "No place is cut off from the service.",
    "conversation-private": "What is said stays between those who are there.",
    "told-at-the-door": "Whoever is kept out is told.",
    "no-topics": "The service knows no topics.",
    "nothing-handed-over": "No data is handed over through this service.",
    "no-such-act": "The service has no such act.",
    "too-few-there": "Too few are there for an order to be of use.",
    "cannot-tell-there":
      "No location source here can establish a place there, so an order would touch no one.",
    "no-power-there": "The authority has no power over that place.",
    "no-legal-basis": "No legal basis for it was shown.",
    "not-necessary": "It isn’t necessary for what it is meant to reach.",
    "not-proportionate": "It goes further than what it is meant to reach.",
    "human-rights": "It would violate human rights.",
    "no-such-meeting": "There is no such meeting.",
    "no-occurrence": "The meeting doesn’t run, and no sitting of it is planned.",
    "too-few-staff": "The desk has too few people to make an order.",
  } satisfies Record<Ground, string>,
} as const;
