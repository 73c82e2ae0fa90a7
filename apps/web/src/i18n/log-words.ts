import type { Entry, EntryOf, TextName } from "@graticule/ledger/entry";
import { demandWords } from "./demand-words.ts";

type TermsAct = EntryOf<"terms-act">["what"];
type Upheld = EntryOf<"contest-upheld">;
type Missing = EntryOf<"entry-set-aside">["why"];
type AppealBy = NonNullable<EntryOf<"appeal-made">["by"]>;
type Removal = EntryOf<"text-removed">;
type HiddenKind = EntryOf<"demand-shown">["redacted"][number];
type ChangeKind = EntryOf<"change-proposed">["what"];
type Role = EntryOf<"staff-left">["roles"][number];

const request = (number: number): string => `request ${number}`;

/** What the public reads of entries of the log, in English. A day is written already; a place is named. */
export const logWords = {
  ...{ demand: demandWords.demand, ground: demandWords.ground },
  answer: {
    ...demandWords.answer,
    returned: "Sent back",
    rejected: "Closed unanswered",
  } satisfies Record<EntryOf<"request-closed">["answers"][number]["answer"], string>,
  branch: {
    court: "a court",
    executive: "the executive",
    police: "the police",
    other: "another branch",
  } satisfies Record<EntryOf<"request-received">["branch"], string>,
  asker: {
    sealed: (day: string) => `An authority that may not be named until after ${day}`,
    told: "An authority whose name was told later",
    takenDown: "An authority whose name was taken down",
    unclear: "An authority whose name can’t be shown",
  },
  say: {
    received: (who: string, of: number, demands: string) =>
      `${who} sent ${request(of)}. It asks: ${demands}.`,
    asksNothing: "nothing that the list of demands knows",
    corrected: (of: number, demands: string) =>
      `What ${request(of)} says was corrected before anybody reviewed it. It asks now: ${demands}.`,
    toldEarlier: (day: string) => `Who asked is told when ${day} is over.`,
    repeated: (of: number) =>
      `This authority sent three requests or more on one host within 30 days. ${capital(request(of))} is one of them.`,
    closed: {
      answered: (of: number, sum: string) => `Request ${of} was answered${sum}.`,
      returned: (of: number) => `Request ${of} was sent back, because it was not complete.`,
      rejected: (of: number) =>
        `Request ${of} was closed without an answer: it was not really from an authority, was the same as another, or was taken back.`,
    },
    shown: (of: number, without: string) =>
      `What ${request(of)} demands can be read in the authority’s own words, ${without}.`,
    nothingHidden: "with nothing hidden",
    without: (kinds: string) => `without ${kinds}`,
    look: {
      1: (of: number) =>
        `For ${request(of)} the desk looked once at whether enough people are in the place. What it saw is not in the log.`,
      2: (of: number) =>
        `For ${request(of)} two people of the desk looked a second time at whether enough people are in the place. What they saw is not in the log.`,
    },
    approved: (of: number, places: string, days: string) =>
      `Two people of the desk made an order on ${request(of)}: one sitting of one meeting can’t be joined from ${places}, ${days}.`,
    upheld: (people: string, because: string) =>
      `${people} whom the order concerned said “I’m not there”: let in, ${because}.`,
    upheldPeople: {
      "1-or-more": "At least one person",
      "10-or-more": "At least 10 people",
      "100-or-more": "At least 100 people",
      "1000-or-more": "At least 1,000 people",
    } satisfies Record<Upheld["people"], string>,
    upheldBy: {
      support: "since something else spoke for it",
      answer: "by the desk’s answer",
      "no-answer": "since nobody answered in time",
    } satisfies Record<Upheld["because"], string>,
    effect: (day: string) => `The order had effect on ${day}.`,
    ended: {
      lifted: "The order ended early: the desk lifted it.",
      overturned: "The order ended early: an appeal overturned it.",
      "appeal-not-decided": "The order ended early: nobody decided an appeal within 72 hours.",
      "occurrence-over": "The order ended with the sitting of the meeting.",
    } satisfies Record<EntryOf<"order-ended">["how"], string>,
    appeal: {
      public: "Somebody appealed against the order.",
      concerned: "Somebody kept out, or the host, appealed against the order.",
    } satisfies Record<AppealBy, string>,
    again: {
      public: "Somebody appealed against the order again.",
      concerned:
        "Somebody kept out, or the host, appealed against the order: they were not heard before, so it is decided again.",
    } satisfies Record<AppealBy, string>,
    decided: {
      upheld: "The appeal was decided: the order stands.",
      overturned: "The appeal was decided: the order is overturned.",
    } satisfies Record<EntryOf<"appeal-decided">["outcome"], string>,
    onPublicAlone: " Only the public was heard: somebody kept out, or the host, can appeal again.",
    proposed: (what: string) => `A change was proposed that takes two people: ${what}.`,
    changed: {
      confirmed: "A second person confirmed the change. It is in effect.",
      declined: "A second person declined the change.",
      withdrawn: "Whoever proposed the change withdrew it.",
      waited: "The change took effect after its wait: nobody declined it.",
      alone: "The change took effect: somebody took away only roles of their own.",
    } satisfies Record<EntryOf<"change-decided">["outcome"], string>,
    ruleLifted: "A rule of the whole service about places was lifted.",
    staffLeft: (roles: string) => `Somebody left the desk, or gave up a role: ${roles}.`,
    authorityWithdrawn: (who: string) => `${who} can’t demand anything here any more.`,
    act: {
      "end-meeting": "A meeting was ended",
      "suspend-account": "An account was suspended",
      "reinstate-account": "An account was opened again",
      "mute-participant": "A participant was muted",
      "remove-participant": "A participant was taken out of a meeting",
    } satisfies Record<TermsAct, string>,
    actUnderTerms: (what: string, linked: string) =>
      `${what} under the terms of service, after a report by somebody who was inside.${linked}`,
    linked: (requests: string) =>
      ` It is near in time to ${requests}, so a third person reviews it.`,
    review: {
      stands: (of: number) =>
        `A third person reviewed an act under the terms of service that is near to ${request(of)}: it stands.`,
      reversed: (of: number) =>
        `A third person reviewed an act under the terms of service that is near to ${request(of)}: it is reversed.`,
    } satisfies Record<EntryOf<"terms-review">["outcome"], (of: number) => string>,
    outside: (day: string) => `Something was forced and done outside of this service, on ${day}.`,
    named: (title: string) => `Its host lets the log name a meeting: “${title}”.`,
    namedBefore: "Its host let the log name a meeting. The name was taken down.",
    namedUnclear: "Its host lets the log name a meeting. The name can’t be shown.",
    slot: (day: string) => `This slot may hold something or nothing; it opens on or before ${day}.`,
    slotOpened: "This slot was opened. What it held is told by a later entry.",
    opened: {
      nothing: (slot: number) => `The slot of entry ${slot} was opened. It held nothing.`,
      request: (who: string, of: number) => `Who sent ${request(of)} is told now: ${who}.`,
      order: "The law and the reason of the order are told now.",
    },
    removed: (name: string, entry: number, why: string) =>
      `A text of entry ${entry} was taken down: ${name}. ${why}.`,
    setAside: {
      "not-sayable": (day: string) =>
        `An entry of ${day} is missing here. This service could not say it, keeps it, and went on.`,
      gone: (day: string) =>
        `An entry is missing here. It waited to be entered, and on ${day} it was no longer in the service’s database.`,
      "seal-not-readable": (day: string) =>
        `Something that was to be told later can’t be told. On ${day} this service could not read it.`,
    } satisfies Record<Missing, (day: string) => string>,
  },
  beyond: {
    advice: "the desk’s own advice, since fewer than 10 were there",
    length: "how long was asked, or no length was stated",
    places: "where it was asked for, or no places were stated",
  } satisfies Record<NonNullable<EntryOf<"order-approved">["beyond"]>[number], string>,
  days: (from: string, until: string) => (from === until ? `on ${from}` : `${from} to ${until}`),
  change: {
    staff: "who works at the desk",
    authority: "which authority may demand, or how far its power reaches",
    "disputed-places": "the list of disputed places",
    "platform-rule": "a rule of the whole service about places",
    geofeed: "the operator’s own location data",
  } satisfies Record<ChangeKind, string>,
  role: {
    appeals: "appeals",
    approver: "approver",
    intake: "intake",
    reviewer: "reviewer",
    safety: "terms of service",
  } satisfies Record<Role, string>,
  hidden: {
    contact: "ways to reach somebody",
    link: "links",
    meeting: "meetings",
    other: "other parts",
    person: "names of persons",
  } satisfies Record<HiddenKind, string>,
  text: {
    authority: "Who asked",
    reason: "Reason",
    law: "Law",
    says: "What would change",
    what: "What was done",
    forcedBy: "Who forced it",
    demand: "What was demanded",
    translation: "In English",
    title: "The meeting’s title",
    beyondWhy: "Why it goes beyond that",
  } satisfies Record<TextName, string>,
  textInSentence: {
    authority: "the name of the authority",
    reason: "the reason",
    law: "the law",
    says: "what would change",
    what: "what was done",
    forcedBy: "who forced it",
    demand: "what was demanded",
    translation: "its translation",
    title: "the title of a meeting",
    beyondWhy: "why an order goes beyond something",
  } satisfies Record<TextName, string>,
  removal: {
    "court-order": "A court ordered it",
    unlawful: "It was unlawful to show it",
    "personal-data": "It was about a person",
    mistake: "It had been told by mistake",
    "host-withdrew": "The host took it back, or the meeting was deleted",
  } satisfies Record<Removal["ground"], string>,
  missing: {
    "not-sayable": "the service could not say it",
    gone: "it was gone before it was entered",
    "seal-not-readable": "the service could not read what was sealed",
  } satisfies Record<Missing, string>,
  told: {
    takenDown: (why: string) => `Taken down. ${why}.`,
    takenDownUnsaid: "Taken down. No entry of this history says so: that must not be.",
    missing: "Not shown, and no entry says that it was taken down: that must not be.",
    differs:
      "What the service shows here is not what the entry was made with. It is left out, since it can’t be trusted.",
    sealed: (day: string) => `Not told until ${day} is over, by a law. Then it opens by itself.`,
    toldLater: "It was not told at first. A later entry tells it.",
  },
  kind: {
    "request-received": "Request received",
    "request-corrected": "Request corrected",
    "repeated-requests": "Repeated requests",
    "request-closed": "Request closed",
    "demand-shown": "Demand made public",
    look: "Look",
    "order-approved": "Order made",
    "order-effect": "Order had effect",
    "contest-upheld": "Placed wrongly, let in",
    "order-ended": "Order ended",
    "appeal-made": "Appeal",
    "appeal-decided": "Appeal decided",
    "change-proposed": "Change proposed",
    "change-decided": "Change decided",
    "platform-rule-lifted": "Rule lifted",
    "staff-left": "Left the desk",
    "authority-withdrawn": "Authority withdrawn",
    "terms-act": "Act under the terms",
    "terms-review": "Act reviewed",
    "outside-act": "Act outside of the service",
    "meeting-named": "Meeting named",
    "sealed-slot": "Sealed slot",
    "sealed-opened": "Seal opened",
    "text-removed": "Text taken down",
    "entry-set-aside": "Entry missing",
  } satisfies Record<Entry["kind"], string>,
} as const;

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
