import type { RedactedKind } from "@graticule/desk/redaction";

/** English words for what the public reads of a demand. */
export const publicWordsText = {
  title: "What the public reads",
  sealed: (day: string) =>
    `A law forbids publishing part of this request until ${day}. When that day is over, its words can be published here.`,
  lead: "Everyone can read in the public log what the authority demanded, in its own words. To hide words, select them and say what they are. You can only hide words, not change or add any.",
  names: "Hide every person’s name. Hiding only some gives away which ones matter.",
  forgotten:
    "A meeting in this request has been deleted, so its title and host are no longer found automatically. Look for them yourself.",
  fixedText:
    "This service’s meetings, their titles and hosts, email addresses, phone numbers, network addresses and links are always hidden.",
  demand: (number: number, kind: string) => `Demand ${number} · ${kind}`,
  translation: "Translation",
  original: "As received",
  shown: "As the public sees it",
  hideAs: "Hide the selected words as",
  kind: {
    person: "person",
    contact: "contact",
    meeting: "meeting",
    link: "link",
    other: "other",
  } satisfies Record<RedactedKind, string>,
  selectFirst: "Select some words first.",
  hidden: "What is hidden",
  nothingHidden: "Nothing is hidden.",
  always: "always hidden",
  undo: "Undo",
  undoWhat: (words: string) => `Undo: show “${words}”`,
  prepare: "Prepare it",
  prepareTitle: "Prepare this for the public?",
  prepareText:
    "Someone else reads it, then publishes or declines it. Have you looked for every name, and for words that give away who someone is?",
  prepared: (name: string, time: string) => `Prepared by ${name}, ${time}.`,
  waits: "Someone else, who didn’t enter the request, must publish or decline it.",
  exactly: "This is exactly what everyone will read.",
  listed: (kinds: string) => `Hidden, and listed in public: ${kinds}.`,
  publish: "Publish it",
  publishTitle: "Publish this?",
  publishText:
    "Everyone will be able to read it. It is published only once, and it takes two people to take a text down again. Have you looked for every name, and for words that give away who someone is?",
  decline: "Decline it",
  declineTitle: "Decline this?",
  declineText: "It isn’t published. Someone has to prepare it again.",
  why: "Why, for your colleagues",
  whyMissing: "Write why.",
  published: (publisher: string, time: string, preparer: string) =>
    `Published by ${publisher}, ${time}. Prepared by ${preparer}.`,
  read: "Read it",
  wait: {
    sealed: (day: string) => `Its words can be published from ${day}`,
    open: "Its words aren’t published yet",
    prepared: "Its words are waiting for a second person",
  },
  late: (day: string) => `Its words have been waiting to be published since ${day}`,
} as const;
