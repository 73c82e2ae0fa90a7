import type { RedactedKind } from "@graticule/desk/redaction";

/** English words for what the public reads of a demand. */
export const publicWordsText = {
  title: "What the public reads",
  sealed: (day: string) =>
    `A law forbids to tell something of this request until ${day}. When that day is over, its words can be made public here.`,
  lead: "Everybody can read in the public log what the authority demanded, in its own words. Select words and say what they are to hide them. You can hide, and not change or add.",
  names:
    "Hide every name of a person. If only some are hidden, that tells which one is the right one.",
  forgotten:
    "A meeting of this request is deleted: its title and its host are not found by themselves any more. Look for them yourself.",
  fixedText:
    "Meetings of this service, their titles and hosts, e-mail addresses, telephone numbers, network addresses and links are always hidden.",
  demand: (number: number, kind: string) => `Demand ${number} · ${kind}`,
  translation: "Translation",
  original: "As it came",
  shown: "As the public reads it",
  hideAs: "Hide the selected words as",
  kind: {
    person: "person",
    contact: "contact",
    meeting: "meeting",
    link: "link",
    other: "other",
  } satisfies Record<RedactedKind, string>,
  selectFirst: "Select some of the words first.",
  hidden: "What is hidden",
  nothingHidden: "Nothing is hidden.",
  always: "always hidden",
  undo: "Undo",
  undoWhat: (words: string) => `Undo: show “${words}”`,
  prepare: "Prepare it",
  prepareTitle: "Prepare this for the public?",
  prepareText:
    "Another person reads it, and publishes or declines it. Have you looked for every name, and for words that tell who somebody is?",
  prepared: (name: string, time: string) => `Prepared by ${name}, ${time}.`,
  waits: "Another person who did not type the request in publishes it, or declines it.",
  exactly: "This is exactly what everybody will read.",
  listed: (kinds: string) => `Hidden, and listed in public: ${kinds}.`,
  publish: "Publish it",
  publishTitle: "Publish this?",
  publishText:
    "Everybody can read it from now on. It is published once, and two people are needed to take a text down again. Have you looked for every name, and for words that tell who somebody is?",
  decline: "Decline it",
  declineTitle: "Decline this?",
  declineText: "It is not published. Somebody prepares it anew.",
  why: "Why, for your colleagues",
  whyMissing: "Write why.",
  published: (publisher: string, time: string, preparer: string) =>
    `Published by ${publisher}, ${time}. Prepared by ${preparer}.`,
  read: "Read it",
  wait: {
    sealed: (day: string) => `Its words can be public from ${day}`,
    open: "Its words are not public yet",
    prepared: "Its words wait for a second person",
  },
  late: (day: string) => `Its words could be public since ${day}`,
} as const;
