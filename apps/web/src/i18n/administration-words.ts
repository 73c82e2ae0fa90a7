/** What only those who run a service read: set-up and administration, in English only. */
export const administrationWords = {
  nav: {
    label: "Administration",
    status: "Status",
    places: "Location data",
    settings: "Settings",
    people: "People",
    rules: "Rules",
    desk: "Desk",
    mailbox: "Mailbox",
  },
  notYours: {
    title: "This page is for the administrator",
    text: "Your account isn’t the administrator’s. Sign in with that account, or ask the people who run this service.",
  },
  setup: {
    title: "Set up this service",
    lead: "Create the first account. It will be the administrator of this service. What you enter stays on your own server.",
    name: "Your name",
    contact: "Who to contact (optional)",
    button: "Open the service",
    usedTitle: "This service is already set up",
    used: "The set-up link works once. If you used it, sign in.",
    wrongTitle: "This set-up link isn’t right",
    wrong:
      "Copy the full link from the server’s output. If the server has restarted since, the link may have changed.",
    missingTitle: "This link isn’t complete",
    missing:
      "Copy the full set-up link from the server’s output, with everything after the # sign.",
    doneTitle: "The service is yours",
    done: "You’re signed in. What to do next:",
    next: {
      meetingTitle: "Create a meeting",
      meeting: "Send its link to anyone: people need no account to join.",
      peopleTitle: "Invite people, or open sign-up",
      people: "No one else can create an account until you allow it.",
      backupTitle: "Back up",
      backup: "Accounts, meetings and rules are all in one folder. This command makes a copy:",
      backupCommand: "npm run backup -- FILE",
    },
  },
  status: {
    title: "Status",
    health: {
      well: "Everything is working.",
      wants: "Meetings work, but some items below need your attention.",
      fails: "Something isn’t working. See below.",
    },
    engine: "Media engine",
    database: "Database",
    mail: "Email",
    deskKeys: "Desk keys",
    deskKeysElsewhere: (hosts: string) => `made for another name: ${hosts}`,
    deskKeysAdvice: (keys: number) =>
      `${keys === 1 ? "1 desk key signs" : `${keys} desk keys sign`} nothing, because a key works only under the name for which it was made. Until that changes, its holder can’t propose or approve an order, or confirm a change; declining and lifting still work. Set PUBLIC_URL back to that name, or give each member a new key: see “A new desk key” in docs/the-process.md.`,
    version: (version: string) => `Version ${version}`,
    startedAt: (time: string) => `running since ${time}`,
    ok: "working",
    failing: "not responding",
    engineKind: { embedded: "started by this service", external: "runs elsewhere (LIVEKIT_URL)" },
    databaseKind: {
      embedded: "started by this service",
      external: "runs elsewhere (DATABASE_URL)",
    },
    engineFails: "No one can join until it responds. Check the server’s output.",
    databaseFails: (minutes: number) =>
      minutes > 0
        ? `People inside stay connected. New joins are judged by what was known ${minutes === 1 ? "a minute" : `${minutes} minutes`} ago. After 15 minutes, no one new gets in.`
        : "People inside stay connected. New joins are judged by what was known a moment ago. After 15 minutes, no one new gets in.",
    restored: (time: string) =>
      `It was restored ${time}. Orders and rules for the whole service from before have no effect until they are made again, and neither do roles at the desk for making orders. See “After a restore” in docs/deploy.md.`,
    rooms: (count: number) => (count === 1 ? "1 room" : `${count} rooms`),
    log: "Public log",
    logState: {
      starting: "starting",
      signing: "signed",
      waiting: "waiting for the database",
      stopped: "no longer signed",
    },
    logStop: {
      behind: "The database holds less than has been signed: an old backup was restored.",
      forked: "The database holds a different history from the one that was signed.",
      damaged: "The log in the database is damaged.",
      "head-file":
        "The record of what was last signed (ledger.head) is missing from the data folder, or can’t be read or written. Is the disk full, or was a backup restored?",
      key: "ledger.key is missing from the data folder, or can’t be read.",
      signature:
        "The database holds a newer state of the log that wasn’t signed by this service’s key. Does another service use this database, or was it changed by hand?",
      clock:
        "The database’s clock is more than a month ahead of the log. Was the service off for that long, or is the clock wrong? Nothing sealed opens until someone confirms the date.",
    },
    logSince: (time: string) => `It has not been signed since ${time}.`,
    logSetAside: (count: number) =>
      count === 1
        ? "One recorded act couldn’t be written to it. An entry says that it’s missing. See “The public log” in docs/deploy.md for what to do."
        : `${count} recorded acts couldn’t be written to it. An entry for each says that it’s missing. See “The public log” in docs/deploy.md for what to do.`,
    logAdvice:
      "The service keeps running, and what happens is recorded so that it can be signed later. See “The public log” in docs/deploy.md for what to do.",
    mailKind: { smtp: "sent by SMTP", mailbox: "isn’t sent anywhere" },
    mailKept: "It’s kept in the mailbox",
    mailAdvice: "Set SMTP_URL so that invitations and password links reach people.",
    now: "Right now",
    live: {
      signalling: "connections in calls",
      pages: "pages following a meeting",
      meetingsInUse: "meetings in use",
    },
    locations: "Location data",
    locationsState: {
      sure: "a location can be certain",
      own: "certain for your own networks only",
      "own-only": "nothing but your own networks",
      likely: "likely at best",
      none: "no source works",
    },
    locationsCare: "One of your sources needs you: its data is old, unusable or waiting.",
    locationsLink: "See your sources",
    cluster: {
      title: "Instances and engines",
      text: "As the instance that answers this page sees them.",
      instance: "Instance",
      engine: "Media engine",
      rooms: "Rooms",
      people: "People",
      unknown: "–",
      thisOne: "this page",
      instanceState: {
        serving: "serving",
        "handing-over": "stopping: other instances are taking its rooms",
        between: "starting or stopping",
        "cannot-decide": "can’t decide who may join, and asks people to wait",
        silent: "not responding",
      },
      lastBeat: (seconds: number) =>
        seconds < 2
          ? "Seen in the database just now"
          : `Last seen in the database ${seconds}\u00a0s ago`,
      said: (version: string, since: string, location: string | undefined) =>
        [
          `Version ${version}`,
          `since ${since}`,
          ...(location === undefined ? [] : [`location data ${location}`]),
        ].join(" · "),
      role: {
        orders: "Ends orders that are over",
        location: "Compiles location data for all instances",
      },
      engineState: {
        open: "open",
        draining: "draining: its rooms are moving to other engines",
        silent: "not responding",
      },
      differ: {
        version: "Instances run different versions. That’s normal only during an upgrade.",
        location:
          "Instances don’t all use the same location data. That’s normal only for a few seconds after an update.",
      },
      countsText:
        "All instances that responded, each since it started. By reason, never by person or place: someone who joins twice is counted twice.",
    },
    counts: "Since the start",
    countsText: "By reason, never by person or place: someone who joins twice is counted twice.",
    noCounts: "Nothing counted yet.",
    groups: { in: "Let in", out: "Kept out", removed: "Removed", other: "Other" },
    count: {
      "gate-admitted": "Call connections let in",
      "gate-refused-rule": "Call connections kept out by a rule",
      "gate-bad-request": "Connections that couldn’t be read",
      "gate-gone": "Connections that came after the end",
      "gate-unauthorized": "Connections with an invalid token",
      "gate-foreign-room": "Keys used for another account’s room",
      "gate-outage": "Connections that couldn’t be checked",
      "gate-too-many": "Connections that came too fast",
      "gate-too-long": "Connections ended by a message that was too long",
      "gate-bad-frame": "Connections ended by a message that couldn’t be read",
      "join-admitted": "People let in",
      "join-held": "People sent to the lobby",
      "join-refused-rule": "People kept out by a rule",
      "seat-removed-rule": "People removed by a rule",
      "seat-removed-host": "People removed by a host",
      "seat-removed-terms": "People removed under the terms of service",
      "seat-removed-ended": "People removed when a meeting ended",
      "seat-removal-retried": "Removals that took a second attempt",
      "seat-undecided-removed": "People removed whom no one had let in",
      "service-seat-removed": "Service participants removed",
      "balancer-missing": "Balancer connections without a PROXY header",
      "balancer-malformed": "Balancer connections with a header that couldn’t be read",
      "balancer-no-address": "Balancer connections whose header gave no address",
      "balancer-doubled": "Balancer connections with two headers",
      "balancer-unfinished": "Balancer connections whose header didn’t come in time",
    } as Readonly<Record<string, string>>,
  },
  settings: {
    title: "Settings",
    signUp: "Who can create an account",
    mode: { closed: "No one", invitation: "By invitation", open: "Everyone" },
    modeText: {
      closed:
        "Only people who already have an account can sign in. Anyone can still join meetings without one.",
      invitation: "People with an invitation from you.",
      open: "Anyone who finds this page. They can create meetings here.",
    },
    serviceName: "Name of the service",
    serviceNameHint: "Appears in its emails: “Meetings of Example University”.",
    contact: "Who to contact",
    contactHint:
      "A sentence with an email address or a web page. Shown to people who are stuck or who report abuse.",
    names: "Place names",
    namesText:
      "Choose a different name for a place on this service. Pages show the place’s code beside it, and the public log records each change.",
    noNames: "All places have their usual names.",
    namePlace: "Add a place",
    remove: "Remove",
    nameShown: (place: string) => `Shown instead of “${place}”`,
    removeName: (place: string) => `Remove the name for ${place}`,
    save: "Save settings",
    saved: "Saved.",
    missing: {
      serviceName: "Enter a name for the service.",
      placeName: "Enter a name, or remove the place.",
    },
  },
  accounts: {
    heading: "Accounts",
    text: "Everyone who can sign in here. People who only join meetings have no account.",
    search: "Name or email address",
    count: (count: number) => (count === 1 ? "1 account" : `${count} accounts`),
    found: (count: number) =>
      count === 0 ? "No one found." : count === 1 ? "1 found" : `${count} found`,
    since: (day: string) => `since ${day}`,
    administrator: "administrator",
    desk: "holds a role at the desk",
    notVerified: "address not verified",
    secondFactor: "second step on",
    suspended: "suspended",
    pages: "Pages",
    page: (page: number, pages: number) => `${page} of ${pages}`,
    before: "Previous",
    after: "Next",
    ending:
      "Administrators can’t delete or suspend accounts. People delete their own. Suspending one under the terms of service takes a report and two desk members: see Desk, Abuse reports.",
  },
  people: {
    heading: "Invitations",
    text: "Each link creates one account and works for 7 days.",
    closed: "Sign-up is closed, so invitations won’t work until you change that.",
    open: "Sign-up is open to everyone, so no one needs an invitation.",
    toSettings: "Change it in the settings",
    email: "Email address (optional)",
    emailHint: {
      smtp: "If you enter one, only this address can use the link, and we email it there.",
      mailbox:
        "If you enter one, only this address can use the link. This service has no mail server, so you send the link yourself.",
    },
    note: "Note to yourself",
    invite: "Create invitation",
    madeTitle: "Send this link",
    /** What became of the letter with it. */
    made: {
      none: "Copy this link and send it. It’s shown only once.",
      sent: "We also emailed this link: the mail server accepted the message. It’s shown here only once.",
      kept: "Copy this link and send it: this service has no mail server, so nothing was emailed. It’s shown here only once, and the letter with it stays in the mailbox.",
      "not-yet":
        "Copy this link and send it: the mail server hasn’t accepted the email yet, and may never do so. It’s shown only once.",
      "given-up": "Copy this link and send it: the email couldn’t be sent. It’s shown only once.",
    },
    link: "Invitation link",
    done: "Done",
    none: "No open invitations.",
    anyone: "Anyone with the link",
    until: (time: string) => `until ${time}`,
    takeBack: "Take back",
    takeBackOf: (who: string) => `Take back the invitation: ${who}`,
    takenBack: "Taken back. The link no longer works.",
  },
  mailbox: {
    title: "Mailbox",
    text: "This service has no mail server, so its emails end up here, in memory: the last 50. Pass on the ones that matter, or set SMTP_URL to have them sent. The mailbox never shows a link that sets a new password, not even yours. If you or someone else has forgotten a password, create a link on the server itself: npm run account -- reset-link EMAIL",
    closed: "Not shown: its link leads into this person’s account.",
    smtp: "Emails are sent by SMTP, so nothing arrives here.",
    none: "No emails.",
    to: (to: string) => `To ${to}`,
  },
  rules: {
    title: "Rules",
    heading: "Rules for the whole service",
    text: "A rule here limits every meeting on this service. It’s public, takes effect when an approver confirms it or after 7 days, and ends on its review date.",
    none: "This service has no rules of its own: only hosts limit their meetings.",
    add: "New rule",
    name: "Name",
    nameHint: "Public. Says what the rule is about: “Sanctions list of 1 March”.",
    ground: "Reason",
    groundText: {
      sanctions: "Sanctions",
      licence: "Licence",
      security: "Security",
      "own-policy": "Own policy",
    },
    review: "Review date",
    reviewHint:
      "The rule ends automatically on this date, at most 180 days from now. Create a new one if it’s still needed.",
    before: (effective: string, review: string) =>
      `It takes effect ${effective} and ends ${review}. In the meantime, anyone can read it and you can lift it.`,
    missing: {
      name: "Enter a name for the rule.",
      places: "Choose the places it’s about: a rule that lets everyone in limits nothing.",
      review: "Choose a review date that’s after it takes effect and at most 180 days away.",
    },
    enter: "Create rule",
    entered: (time: string) => `Created. It takes effect ${time}.`,
    state: {
      coming: "scheduled",
      "in-force": "in force",
      suspended: "without effect",
      over: "ended",
    },
    group: {
      coming: "Scheduled",
      "in-force": "In force",
      suspended: "Without effect",
      invalid: "Not valid, and without effect",
      over: "Ended",
    },
    invalid: "not as this service enters rules: it keeps no one out, and you can lift it",
    restored: "from before the database was restored: create it again, or lift it",
    effective: (time: string) => `takes effect ${time}`,
    since: (time: string) => `since ${time}`,
    until: (time: string) => `until ${time}`,
    lifted: (time: string) => `lifted ${time}`,
    ended: (time: string) => `ended ${time}`,
    lift: "Lift",
    matches: {
      probable: "People who are likely there count as there, too.",
      established: "",
    },
    near: (requests: readonly number[]) =>
      requests.length === 0
        ? "Close in time to a request that can’t be named yet."
        : `Close in time to ${requests.length === 1 ? "request" : "requests"} ${requests.join(", ")}.`,
    waitsForReview: "A third person at the desk reviews it.",
    liftOf: (name: string) => `Lift ${name}`,
    liftTitle: (name: string) => `Lift “${name}”?`,
    liftText:
      "It stops at once: the people it kept out can join. To bring it back, create a new rule, which takes effect when an approver confirms it or after 7 days.",
    sets: "The service’s place sets",
    setsText:
      "Lists that every host can choose, such as a sanctions list, with their date. A rule gets a copy of the list: changing it later doesn’t change any rule.",
    noSets: "There aren’t any yet.",
  },
} as const;
