import type { Figures } from "@graticule/api/transparency";

type FromTen = Exclude<Figures["appeals"]["byMonth"][number]["made"], number>;
type AtLeast = Figures["appeals"]["corrected"];
type Over = keyof Figures["orders"]["over"];

/** "1 demand", "2 demands". */
const counted = (one: string, more: string) => (count: number) =>
  count === 1 ? `1 ${one}` : `${count} ${more}`;

const days = counted("day", "days");

const sayShown = (count: number, all: number): string =>
  count < all ? `${count} of ${all} are shown.` : "That is all.";

/** Of a day in words, or of none: "through 26 Nov 2026". */
type Through = string | undefined;
const through = (day: Through): string =>
  day === undefined ? "no day of the log is over yet" : `through ${day}`;
const since = (day: Through): string => (day === undefined ? "since" : `after ${day}`);

/** What everybody reads of the public log at a glance, in English only. */
export const transparencyWords = {
  title: "What was demanded and answered",
  lead: "Every demand that an authority sends here, every answer and every order goes into a public log. Nobody can change it unseen. Each number leads to the entries behind it.",
  counted: (entries: number, day: string) =>
    `Counted from ${entries === 1 ? "1 entry" : `${entries} entries`}, on ${day}.`,
  /** Kinds that come when their day is over. */
  told: (day: Through) =>
    `Looks, effects and ends of orders, appeals and corrections come into the log when their day is over (UTC): they are told ${day === undefined ? "from the end of the first day" : `through ${day}`}.`,
  allEntries: "All entries",
  checkIt: "Check it yourself",
  days,
  figure: {
    requests: {
      label: "Requests",
      none: "Nobody has sent one yet.",
      open: (count: number) => `${count}\u00a0open`,
      answered: (count: number) => `${count}\u00a0answered`,
      returned: (count: number) => `${count}\u00a0sent\u00a0back`,
      rejected: (count: number) => `${count}\u00a0closed unanswered`,
    },
    endMeeting: {
      label: "Times “end the meeting” was asked",
      neverAsked: "It has one answer: no.",
      refused: (count: number, isAll: boolean) =>
        isAll ? "Refused each time." : `Refused: ${count}.`,
      sentBack: (count: number) => `Closed unanswered: ${count}.`,
      open: (count: number) => `Not answered yet: ${count}.`,
      neverMet: "Never met.",
      met: (count: number) => `Met: ${count}. This can’t be true, see below.`,
    },
    orders: {
      label: (day: Through) => `Orders in force, or ended ${since(day)}`,
      of: (approved: number) =>
        approved === 1 ? "One was ever made." : `${approved} were ever made.`,
      none: "None was ever made.",
      ahead: (count: number) => `${count} ${count === 1 ? "begins" : "begin"} later.`,
    },
    time: {
      label: "Time to an answer",
      none: "–",
      sameDay: "Same day",
      nothing: "No request has been answered yet.",
      half: "Half of the requests took no longer.",
      longest: (count: number) => `The longest took ${days(count)}.`,
      noLonger: "None took longer.",
    },
    corrected: {
      label: "Wrong placements corrected",
      how: "People whom an order kept out, who said that they were not there, and were let in.",
      through: (day: Through) => `Counted: ${through(day)}.`,
    },
  },
  band: {
    none: "none",
    "fewer-than-10": "fewer than\u00a010",
  } satisfies Record<FromTen, string>,
  atLeast: {
    none: "none",
    "1-or-more": "at least\u00a01",
    "10-or-more": "at least\u00a010",
    "100-or-more": "at least\u00a0100",
    "1000-or-more": "at least\u00a01,000",
  } satisfies Record<AtLeast, string>,
  findings: {
    title: "Some entries can’t be true",
    text: "The log says something that can’t be, and this service writes no such entries. Ask whoever runs it.",
    what: {
      "met-what-has-one-answer": "A demand was met that has only one answer: no.",
      "answers-other-demands": "Other things were answered than were asked.",
      "begins-nowhere": "What it is about has no beginning in the log.",
    } satisfies Record<Figures["findings"][number]["what"], string>,
    entry: (index: number) => `Entry ${index}`,
  },
  requests: {
    title: "Requests",
    text: "The newest first. Each one opens its story.",
    story: (number: number) => `Request ${number}`,
    received: (day: string) => `Received ${day}`,
    state: {
      open: "open",
      answered: "answered",
      returned: "sent back, not complete",
      rejected: "closed unanswered",
    },
    closed: (state: string, day: string) => `${state}, ${day}`,
    times: (count: number) => `${count} times`,
    more: "Show more",
    shown: sayShown,
    noMore: "The next ones could not be loaded. Try again.",
  },
  order: {
    "in-force": (places: string, day: Through) =>
      `Order in force, unless it ended ${since(day)}: ${places}`,
    ahead: (places: string) => `Order that begins later: ${places}`,
    over: (places: string) => `Order, now over: ${places}`,
  },
  more: (count: number) => counted("more place", "more places")(count),
  asker: {
    sealed: (day: string) => `May not be named until after ${day}`,
    takenDown: "Name taken down",
    allSealed: (day: string) => `May not be named yet (the last until ${day})`,
    allTakenDown: "Names taken down",
  },
  branch: {
    court: "Court",
    executive: "Government",
    police: "Police",
    other: "Other authority",
  } as Readonly<Record<string, string>>,
  answer: {
    met: "Met",
    narrowed: "Met in part",
    refused: "Refused",
    notHandledHere: "Not handled here",
    sentBack: "Closed unanswered",
    open: "Open",
  },
  demands: {
    title: "What was demanded, and the answer",
    text: "Only one thing can be met: keeping one sitting of one meeting from one place. Everything else has one answer.",
    what: "Demand",
    asked: "Asked",
    notes: [
      ["Met in part", "an order that is smaller than what was asked."],
      [
        "Not handled here",
        "a demand for data goes to whoever runs this service, and little is held here.",
      ],
      [
        "Closed unanswered",
        "the request was not complete and was sent back, was not really from an authority, was the same as another, or was taken back.",
      ],
    ],
  },
  months: {
    title: "Month by month",
    text: "Demands by the month in which they came, and orders by the month in which they were made.",
    recent: (count: number) => `The last ${count} months.`,
    asked: "Demands",
    orders: "Orders",
    table: "The same as a table, with the answers",
    scroll: "Months as a table",
    month: "Month",
    requests: "Requests",
  },
  orders: {
    title: "Orders",
    text: "An order keeps one sitting of one meeting from a place, for 7 days at most. It takes two people, and touches only those whose place is certain.",
    none: "None was ever made.",
    standing: "How they stand",
    made: "Made",
    inForce: (day: Through) => `In\u00a0force, or ended ${since(day)}`,
    ahead: "Begin later",
    over: {
      lifted: "Lifted",
      overturned: "Overturned by an appeal",
      appealNotDecided: "Over: nobody decided an appeal in time",
      occurrenceOver: "Over with the meeting",
      lapsed: "Over with their time",
    } satisfies Record<Over, string>,
    withEffect: (day: Through) => `Kept someone out on at least one day (${through(day)})`,
    withCorrections: (day: Through) => `Let someone in who was placed wrongly (${through(day)})`,
    byAuthority: "By who asked",
    byPlace: "By place",
    grid: {
      label: "Places of orders, as a grid",
      note: "An illustration, not a map of borders. The list says the same.",
      partly: (place: string, state: string) => `${place}, in parts: ${state}`,
      state: { "in-force": "an order in force, or just ended", past: "orders in the past" },
      legend: { "in-force": "order in force, or just ended", past: "orders in the past" },
    },
    authority: "Who asked",
    place: "Place",
  },
  time: {
    title: "How long it took",
    answer: "To answer a request",
    lift: "To lift an order, or to overturn it",
    what: "What",
    half: "Half took at most",
    longest: "The longest",
    of: "Of how many",
    sameDay: "same day",
  },
  appeals: {
    title: "Appeals",
    text: "Anybody can appeal against an order. The numbers are exact only from ten up, so that they tell nothing of one person.",
    none: (day: Through) => `No appeal: ${through(day)}.`,
    month: "Month",
    made: "Made",
    overturned: "Overturned the order",
    corrected: (day: Through) => `Wrong placements that were corrected (${through(day)})`,
  },
  terms: {
    title: "Acts under the terms of service",
    text: "Against abuse, after a report from inside the meeting, and never for a demand. An act soon before or after a request is linked to it, and a third person looks at it.",
    all: "All",
    linked: "Linked to a request",
    reviewed: "Looked at by a third person",
    reversed: "Undone after that",
  },
  doors: {
    title: "Changes that take two people",
    text: "Each of these could be a way around the process, so one person alone can’t do it.",
    none: "None was proposed yet.",
    what: {
      staff: "Staff of the desk",
      authority: "Reach of an authority",
      "disputed-places": "Disputed places",
      "platform-rule": "Rules of the whole service",
      geofeed: "Own location data",
    } as Readonly<Record<string, string>>,
    change: "What",
    changes: "Proposed, and agreed to",
    proposed: "Proposed",
    inEffect: "In\u00a0effect",
    declined: "Declined",
    open: "Open",
    undone: "Undone (one person is enough for that)",
    staffLeft: "Staff who left",
    authoritiesWithdrawn: "Authorities taken out",
    platformRulesLifted: "Rules of the service lifted",
  },
  rest: {
    title: "What else the log tells",
    looks: (day: Through) =>
      `Times the desk looked whether enough people are in a place (${through(day)})`,
    repeated: "Repeated requests of one authority on one host",
    outsideActs: "Acts outside of this service that it was forced to",
    textsRemoved: "Texts taken down",
    setAside: "Missing: recorded, and this service could not say it here",
    sealedAhead: "Not told yet, because a law forbids it",
    sealedOpened: "Could not be told at first, and is told now",
  },
  take: {
    title: "Follow it, keep it, check it",
    follow: "Follow",
    followText: "What is new, in your feed reader.",
    feed: "Atom feed",
    feedTitle: "The public log",
    keep: "Keep",
    keepText: "The whole log, as files.",
    jsonl: "JSON Lines",
    csv: "CSV",
    lumen: "Requests, in the fields of Lumen, a public collection of such requests",
    check: "Check",
    checkText:
      "One file and Node are enough. It reads the whole log, names the first entry that is wrong, and remembers what it saw: run it again later, and it finds whether anything before has changed.",
    download: "Download verify.mjs",
    run: "Then run it",
    key: "The key that signs the log",
    keyText: "It is best to have it from somewhere else, too.",
  },
  none: {
    title: "No authority has sent a request yet",
    text: "When one does, you find here:",
    will: [
      "who asked, and each thing that was asked, with its answer",
      "each order: from which place, for how long, and how it ended",
      "how long answers took, appeals, and what came of them",
      "everything that could be a way around this",
    ],
  },
  fault: {
    loading: "The log is being read…",
    offlineTitle: "The service can’t be reached",
    offline: "Check your connection. This page tries again by itself.",
    uncheckedTitle: "The log can’t be vouched for right now",
    unchecked:
      "The service is not sure at the moment that its log is whole, and shows nothing that it can’t vouch for. It mostly passes within minutes; this page tries again by itself. If it stays like this, ask whoever runs this service.",
    tooManyTitle: "That was a little fast",
    tooMany: "Wait a moment. This page tries again by itself.",
    failedTitle: "Something went wrong on our side",
    failed: "This page tries again by itself.",
    retry: "Try again",
  },
  entries: {
    back: "What was demanded and answered",
    count: (count: number) => counted("entry", "entries")(count),
    newestFirst: "The newest first.",
    title: (figure: string) => `Entries behind: ${figure}`,
    slots: (count: number, day: string) => `${count} sealed slots, open by ${day}`,
    slotsText:
      "Each day has the same number of slots. One may hold something that is told later, or nothing: from outside they all look alike.",
    range: (first: number, last: number) => `Entries ${first} to ${last}`,
    unreadable: (index: number) => `Entry ${index} says nothing that can be read.`,
    empty: "There is no entry behind this figure.",
    emptyAll: "The log has no entries yet.",
    shown: sayShown,
    noMore: "The next ones could not be loaded. Try again.",
    unknownTitle: "There is no such figure",
    unknown: "The address may be incomplete. All figures, and all entries, are a step away.",
    month: (month: string) => `what happened in ${month}`,
    demand: (demand: string) => `“${demand}”`,
    place: (place: string) => `orders for ${place}`,
    authority: (name: string) => `orders that ${name} asked for`,
    oneAuthority: "orders that one authority asked for",
    sealedAuthorities: "orders of authorities that may not be named yet",
    takenDownAuthorities: "orders of authorities whose names were taken down",
    figure: {
      requests: "requests",
      demands: "demands and their answers",
      orders: "orders",
      "orders-in-force": "orders in force, or just ended",
      looks: "times the desk looked whether enough people are in a place",
      appeals: "appeals",
      corrections: "wrong placements that were corrected",
      "terms-acts": "acts under the terms of service",
      "side-doors": "changes that take two people",
      "outside-acts": "what was done outside of this service",
      "texts-removed": "texts taken down",
      "set-aside": "what is missing from the log",
      sealed: "what is told later",
    } as Readonly<Record<string, string>>,
  },
} as const;
