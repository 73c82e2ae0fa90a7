import type { AnswerKind, DemandKind, Ground } from "./demand.ts";

/** English texts that the desk, the letter to the authority, the host and the public log share. */

/** What is demanded, as the rest of "to …". */
export const demandTexts: Readonly<Record<DemandKind, string>> = {
  "withhold-meeting": "keep people in a place out of a meeting",
  "end-meeting": "end a meeting",
  "suspend-account": "suspend an account",
  "withhold-person": "keep a named person out",
  "limit-other-meetings": "limit other or future meetings",
  "serve-country-off": "stop serving a country",
  "monitor-or-record": "monitor or record",
  "weaken-encryption": "weaken encryption",
  "stay-silent": "keep people out without telling them",
  "block-topic": "suppress a topic",
  "hand-over-data": "hand over data",
  other: "do something else",
};

export const answerTexts: Readonly<Record<AnswerKind, string>> = {
  met: "granted",
  narrowed: "granted in part",
  refused: "refused",
  "not-handled-here": "not handled here",
};

/** Why a demand is refused, or granted only in part. */
export const groundTexts: Readonly<Record<Ground, string>> = {
  "meetings-survive":
    "No demand can end a meeting: most of the people in it may be outside the authority’s jurisdiction.",
  "accounts-survive": "No demand can change an account.",
  "no-named-persons": "An order is about places, never about a named person.",
  "one-occurrence-only": "An order covers one session of one meeting that the request names.",
  "no-country-off": "An order covers one meeting, never the whole service.",
  "conversation-private": "Conversations stay private.",
  "told-at-the-door": "No one is kept out without being told.",
  "no-topics": "An order is about one meeting, never about what is said in it.",
  "nothing-handed-over": "No data is handed over through this service.",
  "no-such-act": "This service has no way to do that.",
  "cannot-tell-there":
    "The location data here can establish hardly any address in this territory, or none, so an order would affect hardly anyone.",
  "no-power-there": "The authority has no power over the places it names.",
  "no-legal-basis": "The legal basis given does not cover what is asked.",
  "not-necessary": "It is not necessary for the stated aim.",
  "not-proportionate": "It is not proportionate to the stated aim.",
  "human-rights": "It is incompatible with human rights.",
  "no-such-meeting": "There is no such meeting here, or no longer.",
  "no-occurrence": "No session of this meeting is in progress or scheduled.",
  "too-few-staff": "The desk has too few people to make an order.",
};
