import type { RedactedKind } from "@graticule/desk/redaction";

/** English words for what the public reads of a demand. */
export const publicWordsText = {
  title: "What the public reads",
  destroyed:
    "The texts of this request are destroyed. What was published of them stays in the public log.",
  sealed: (day: string) =>
    `A law forbids making part of this request known until ${day}. After that day, its words can be made public here.`,
  lead: "In the public log, everyone can read what the authority demanded, in its own words. To hide words, select them and say what they are. You can only hide words, not change or add any.",
  names: "Hide every person’s name. If you hide only some, readers can tell which one matters.",
  forgotten:
    "A meeting in this request has been deleted, so its title and host are no longer found automatically. Look for them yourself.",
  fixedText:
    "Meetings on this service, their titles and hosts, email addresses, phone numbers, network addresses and links are always hidden.",
  demand: (number: number, kind: string) => `Demand ${number} · ${kind}`,
  translation: "Translation",
  original: "As received",
  shown: "As the public will read it",
  hideAs: "Hide the selected words as",
  kind: {
    person: "person",
    contact: "contact",
    meeting: "meeting",
    link: "link",
    other: "other",
  } satisfies Record<RedactedKind, string>,
  selectFirst: "Select some of the words first.",
  hidden: "What’s hidden",
  nothingHidden: "Nothing is hidden.",
  always: "always hidden",
  undo: "Undo",
  undoWhat: (words: string) => `Undo: show “${words}”`,
  prepare: "Prepare",
  prepareTitle: "Prepare this for the public?",
  prepareText:
    "Another person will read it, then publish or decline it. Have you checked for every name, and for words that reveal who someone is?",
  prepared: (name: string, time: string) => `Prepared by ${name}, ${time}.`,
  waits: "Another person, who didn’t enter the request, will publish or decline it.",
  exactly: "This is exactly what everyone will read.",
  listed: (kinds: string) => `Hidden, and publicly listed as hidden: ${kinds}.`,
  publish: "Publish",
  publishTitle: "Publish this?",
  publishText:
    "Everyone will be able to read it. It can be published only once, and taking it down again takes two people. Have you checked for every name, and for words that reveal who someone is?",
  decline: "Decline",
  declineTitle: "Decline this?",
  declineText: "It won’t be published. Someone will prepare it again.",
  why: "Reason, for your colleagues",
  whyMissing: "Enter a reason.",
  published: (publisher: string, time: string, preparer: string) =>
    `Published by ${publisher}, ${time}. Prepared by ${preparer}.`,
  read: "Read",
  wait: {
    sealed: (day: string) => `Its words can be made public from ${day}`,
    open: "Its words aren’t public yet",
    prepared: "Its words are waiting for a second person",
  },
  late: (day: string) => `Its words could have been public since ${day}`,
} as const;
