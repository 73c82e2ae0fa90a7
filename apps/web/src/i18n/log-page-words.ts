import type { EntryOf } from "@graticule/ledger/entry";

type Outcome = EntryOf<"request-closed">["outcome"];

/** English words around entries: the page of a request, and the page of one entry. */
export const logPageWords = {
  back: "Government requests",
  entry: (index: number) => `Entry ${index}`,
  request: (number: number) => `Request ${number}`,
  utc: "Days are in UTC. The log keeps no hours, so it says nothing about who came when.",
  story: {
    none: "There is no such request in the public log.",
    notYet: "The log mentions this request, but has no entry that it was received.",
    lead: {
      open: (who: string, day: string) => `${who} sent it on ${day}. It has not been answered yet.`,
      answered: (who: string, day: string, closed: string) =>
        `${who} sent it on ${day}. It was answered on ${closed}.`,
      returned: (who: string, day: string, closed: string) =>
        `${who} sent it on ${day}. It was sent back on ${closed} as incomplete.`,
      rejected: (who: string, day: string, closed: string) =>
        `${who} sent it on ${day}. It was rejected on ${closed}: it wasn’t from an authority, duplicated another request, or was withdrawn.`,
    } satisfies Record<"open" | Outcome, (who: string, day: string, closed: string) => string>,
    who: "Who asked",
    from: {
      court: "It comes from a court.",
      executive: "It comes from a government.",
      police: "It comes from the police.",
      other: "It comes from another authority.",
    } satisfies Record<EntryOf<"request-received">["branch"], string>,
    received: "Received",
    closed: "Closed",
    corrected:
      "Its record was corrected before anyone reviewed it. What follows is the corrected version.",
    repeated:
      "It is one of three or more requests that this authority sent about one host within 30 days.",
    meeting: (title: string) => `Meeting: “${title}”, named with its host’s consent.`,
    meetingGone: (why: string) => `A meeting was named here with its host’s consent. ${why}`,
    asked: "Demands and answers",
    demanded: "Demanded",
    answered: "Answered",
    noDemands: "It demanded nothing on the list of demands.",
    open: "Not answered yet",
    words: "In the authority’s own words",
    original: (language: string) => `As received, in ${language}`,
    translation: "In English",
    notShown: (kinds: string) => `Hidden here: ${kinds}. How many of each is not published.`,
    nothingHidden: "Nothing is hidden here.",
    wordsLater: "They can be read here once two people at the desk have published them.",
    orders: "Orders",
    noOrder: "No order was made: no one was kept out because of this request.",
    noOrderYet: "No order has been made.",
    order: {
      what: (places: string) =>
        `People who are certain to be in ${places} are kept out of one session of one meeting`,
      was: (places: string) =>
        `People who were certain to be in ${places} were kept out of one session of one meeting`,
      days: "When",
      state: {
        ahead: "scheduled",
        "in-force": (day: string | undefined) =>
          `in force, unless it has ended ${day === undefined ? "since" : `after ${day}`}`,
        over: "ended",
      },
      beyond: "What it goes beyond",
      effect: "Days it had effect",
      corrected: "Days wrongly located people were let in",
      /** Kinds that come when their day is over. */
      none: (day: string | undefined) =>
        day === undefined
          ? "Not published yet: its first day is not over"
          : `None up to and including ${day}`,
      reaches: "Who it affects",
      reachesText:
        "Only people who are certain to be in that place. Everyone else can join as if there were no order. Anyone wrongly located can say “I’m not there”.",
      ended: "How it ended",
      lapsed: "It expired.",
      stillIn: (none: string) =>
        `${none}. It ends automatically with the session, and on its last day at the latest.`,
      appeal: "Appeal",
      nextAppeal: (number: number) => `Appeal ${number}`,
      appealBy: {
        public: "",
        concerned: ", heard with someone kept out or the host",
      } satisfies Record<NonNullable<EntryOf<"appeal-made">["by"]>, string>,
      appealed: (day: string) => `Made on ${day}`,
      appealOpen: (day: string, through: string | undefined) =>
        `Made on ${day}. No decision has been published${through === undefined ? "" : ` up to and including ${through}`}. Without one within 72 hours, the order ends.`,
      decided: (made: string, day: string, decision: string) =>
        `${made}. Decided on ${day}: ${decision}`,
      upheld: "the order stands.",
      overturned: "the order is overturned.",
      never: "No one decided it in time, so the order ended.",
    },
    acts: "Terms-of-service actions around this request",
    actsText:
      "Any action from 90 days before a request until 180 days after it is closed is linked to the request and reviewed by a third person. That way, no one can use the terms of service to do what no authority may do.",
    actReviews: {
      stands: "A third person reviewed it: it stands.",
      reversed: "A third person reviewed it: it is reversed.",
    },
    actOpen: "Waiting for review by a third person.",
    timeline: "Timeline, as entered in the log",
  },
  page: {
    none: "There is no such entry in the public log.",
    unreadable: "This isn’t a valid log entry. It may come from a newer version, or be wrong.",
    partOf: "Part of",
    fields: "What it says",
    texts: "Texts beside it",
    textsText:
      "An entry stays for good, but a text may have to be taken down. So the texts are kept beside the entry, which holds a fingerprint of each. Anyone can check a text against it.",
    history: "Related entries",
    here: "this entry",
    previous: "Previous entry",
    next: "Next entry",
    raw: "The entry, byte for byte",
    rawText: "These are the exact bytes that are hashed.",
    copy: "Copy",
    copied: "Copied",
  },
  branches: {
    court: "Court",
    executive: "Government",
    police: "Police",
    other: "Other authority",
  } satisfies Record<EntryOf<"request-received">["branch"], string>,
  field: {
    day: "Day",
    request: "Request",
    requests: "Requests",
    branch: "Who asked",
    demands: "Demands",
    answers: "Answers",
    meeting: "Meeting",
    meetings: "Meetings",
    host: "Host",
    order: "Order",
    change: "Change",
    act: "Action",
    rule: "Rule",
    places: "Places",
    from: "From",
    until: "Until",
    beyond: "What it goes beyond",
    ordinal: "Which head count",
    outcome: "Outcome",
    how: "How it ended",
    because: "Why they got in",
    why: "Why it is missing",
    people: "People",
    what: "What",
    language: "Language",
    redacted: "Hidden",
    roles: "Roles",
    on: "On",
    slot: "Slot",
    holds: "What it holds",
    entry: "Entry",
    salt: "Salt",
    held: "What it held",
    text: "Text",
    ground: "Ground",
    sealedUntil: "Sealed until after",
    case: "Case",
    by: "Who appealed",
  },
  value: {
    existed: "a request that a law had forbidden to mention",
    outcome: {
      answered: "answered",
      returned: "sent back as incomplete",
      rejected: "rejected",
      upheld: "the order stands",
      overturned: "the order is overturned",
      confirmed: "confirmed by a second person",
      declined: "declined by a second person",
      withdrawn: "withdrawn by the person who proposed it",
      waited: "in effect after the waiting period",
      alone: "in effect: gave up their own roles",
      stands: "it stands",
      reversed: "it is reversed",
    },
    case: (number: number) => `${number} of this order`,
    by: {
      public: "the public",
      concerned: "someone kept out, or the host",
    } satisfies Record<NonNullable<EntryOf<"appeal-made">["by"]>, string>,
    first: "First",
    second: "Second, by two people",
    slot: (slot: number, all: number) => `${slot + 1} of ${all} of that day`,
    nothing: "nothing",
    coded: "a number instead of a name",
  },
} as const;
