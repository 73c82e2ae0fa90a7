import { hostingWords } from "./hosting-words.ts";

/** What only hosts read, in English: a page that uses them says so with `lang`. */
export const hostWords = {
  home: {
    notSetUpTitle: "This service isn’t set up yet",
    notSetUp:
      "Whoever installed it opens the set-up link that the server printed when it started. Until then nobody can make a meeting.",
    notSetUpLost: "Lost the link? This prints a new one, on the server:",
    setupCommand: "npm run account -- setup-link",
  },
  create: {
    title: "Schedule a meeting",
    name: "Title",
    namePlaceholder: "What is it about?",
    button: "Create meeting",
    options: {
      title: "Options",
      lobby: { open: "Lobby off", lobby: "Lobby on" },
      encryption: { "end-to-end": "End-to-end encrypted", off: "Not end-to-end encrypted" },
      vouched: { yes: "Keys for people you vouch for", no: "Keys for everyone let in" },
    },
    signInTitle: "Sign in to make a meeting",
    signIn: "Whoever makes a meeting needs an account on this service. Whoever joins one doesn’t.",
    signInButton: "Sign in",
    notSetUpTitle: "This service isn’t set up yet",
    notSetUp:
      "Open the set-up link that the server printed when it started. After that you can make meetings here.",
    yourDefault: "This is your account’s default. Change it for this meeting as you like.",
    serviceDefault: "This is the service’s default. Change it for this meeting as you like.",
    unknownDefault:
      "Your account’s default couldn’t be read. If you leave this as it is, the default holds.",
    notYourself:
      "From where you are now you could not join this meeting yourself. You keep its management page.",
    alsoHolds: "What holds besides",
    coming: (time: string, sentence: string) => `From ${time}: ${sentence}`,
    lobby: "Lobby",
    lobbyOff: "Off",
    lobbyOn: "On",
    lobbyHint: {
      open: "Whoever may join comes in at once.",
      lobby: "Whoever may join waits until you let them in.",
    },
    readyTitle: "Your meeting is ready",
    ready: "Copy the invitation and send it to your guests.",
    readyLobby: "The lobby is on: guests wait until you let them in.",
    readyVouched:
      "Only people you vouch for get keys. Your host link holds the key that you vouch with: keep it.",
    readyClose: "Close this message",
    joinLink: "Link for everyone you invite",
    checkLink: "Will I get in?",
    checkHint:
      "Guests can open this link on any day before the meeting. It says whether they will get in from where they are. Nothing is stored.",
    manageLink: "Your management link",
    manageHint:
      "Keep this one to yourself: whoever has it can change the rules and end the meeting. This browser remembers it. On another device open this link too: signing in there shows the meeting, but only your links hold what opens the encrypted call.",
    calendar: "Calendar file",
    copyInvitation: "Copy invitation",
    another: "Create another",
    copied: "Copied",
    titleMissing: "A meeting needs a title.",
    codeIsKept:
      "The service gave this meeting the code of another one that this browser keeps. Nothing of it was kept here, so that the other one’s links are not lost. Try again.",
  },
  encryption: {
    title: "End-to-end encryption",
    on: "On",
    off: "Off",
    hint: {
      "end-to-end":
        "Only people with the complete link can see and hear. Its last part, after the # sign, never reaches this service.",
      off: "For other LiveKit apps, which can’t take part otherwise. This service could then see and hear.",
    },
    later: "You can change this later, while nobody is in the meeting.",
    inside: "Somebody is inside: it can be changed when the meeting is empty.",
    changed: { "end-to-end": "Turned on.", off: "Turned off." },
    newLink:
      "Turned on. The link to join is a new one: send it to everyone you invited. The old one is no longer complete.",
    unknownTitle: "This device doesn’t know the full link",
    unknown:
      "The meeting is end-to-end encrypted. The end of its link, after the # sign, is only where the link is, never on this service.",
    unknownWays: "Paste the link to join or the management link, or open the management link here.",
    paste: "The whole link",
    pasteGo: "Use it",
    pasteWrong: "That is not a whole link of this meeting.",
    makeNew: "Make a new link to join",
    makeNewTitle: "Make a new link to join?",
    makeNewText:
      "Send the new link to everyone you invited. Whoever comes with the old one can’t see, hear or be understood by those who come with the new one.",
    makeNewConfirm: "Make a new one",
  },
  vouching: {
    title: "Who gets keys",
    no: "Everyone let in",
    yes: "People you vouch for",
    hint: {
      no: "Everyone this service lets in gets keys.",
      yes: "A click of yours lets someone in and signs for their keys, on your device. Not even the people who run this service can bring anyone in without it. It can’t be changed later. The key that you sign with stands in your management link: keep it.",
    },
    /** On the management page. */
    on: "Vouched: no one gets keys unless a host, or someone a host lets vouch, signs for them.",
    off: "Not vouched: anyone with the complete link whom this service lets in gets keys.",
    /** Of a meeting that is being made. */
    needsLobby:
      "Everyone this service lets in gets keys. To vouch for people yourself, turn the lobby on.",
    hasKey:
      "This browser holds the host key and can vouch. Your host link, under Links and passes, holds it too.",
    noKey:
      "This browser doesn’t hold the host key: you can manage the meeting here and let people in, but they get no keys, nor do you. Open the complete management link here, or scan its code from a device that has it.",
    outside: "People let in from this page get no keys until a host in the call vouches for them.",
    /** A management link was opened that has another host key than this browser keeps. */
    asked: {
      title: "This link has another host key",
      namesOther:
        "This browser keeps the link of this vouched meeting, with its host key. The link that you opened names a different host key.",
      namesNone:
        "This browser keeps the link of this vouched meeting, with its host key. The link that you opened names no host key: with it, no one would have to be vouched for.",
      means:
        "Use it only if you made a new link on another device yourself. Anyone can make up a link like this one, also the people who run this service. If you use it, this browser forgets the link and the host key that it keeps.",
      keep: "Keep mine",
      take: "Use the one I opened",
    },
    /** The service says something else about the host key than this browser knows. */
    told: {
      title: "Warning: the service names another host key",
      namesOther:
        "This browser knows the host key of this meeting. The service now says that it is a different one.",
      namesNone:
        "This browser knows that this meeting is vouched. The service now says that it is not.",
      means:
        "If you made a new link on another device, open its management link here. If you didn’t, don’t hold this meeting: make a new one, and ask the people who run this service. No link is shown or made here until both agree.",
    },
    showCode: "Show a code to open it on another device",
    hideCode: "Hide the code",
    codeAlt: "The management link as a QR code",
    codeHint: "For you alone: anyone who scans it is host, and can vouch.",
  },
  invitation: {
    invites: (title: string) => `You are invited: ${title}`,
    join: "Join:",
    check: "Will I get in? Check before:",
    calendarJoin: (url: string) => `Join: ${url}`,
    calendarCheck: (url: string) => `Will I get in? ${url}`,
  },
  schedule: {
    when: "When",
    kind: { once: "Once", repeats: "Repeats", now: "Any time" },
    startsAt: "Starts",
    duration: "Lasts",
    minutes: "Minutes",
    durations: {
      15: "15 minutes",
      30: "30 minutes",
      45: "45 minutes",
      60: "1 hour",
      90: "1½ hours",
      120: "2 hours",
      180: "3 hours",
      240: "4 hours",
      480: "8 hours",
    } as Readonly<Record<number, string>>,
    lasts: (minutes: number) =>
      minutes % 60 === 0
        ? minutes === 60
          ? "1 hour"
          : `${minutes / 60} hours`
        : minutes < 60
          ? `${minutes} minutes`
          : `${Math.floor(minutes / 60)} h ${minutes % 60} min`,
    zone: "Time zone",
    every: "Every",
    interval: "Every how many",
    unit: {
      day: (count: number) => (count === 1 ? "day" : "days"),
      week: (count: number) => (count === 1 ? "week" : "weeks"),
      month: (count: number) => (count === 1 ? "month" : "months"),
    },
    unitLabel: "Days, weeks or months",
    ends: "Ends",
    endsKind: { never: "Never", after: "After", on: "On a day" },
    count: "Number of times",
    times: "times",
    lastDay: "Last day",
    anytime: "Open from now on, whenever somebody comes.",
    once: (time: string, lasts: string) => `${time}, for ${lasts}.`,
    repeats: (rhythm: string, time: string, lasts: string) => `${rhythm} at ${time}, for ${lasts}.`,
    timeIn: (time: string, zone: string) => `${time} (${zone})`,
    everyDay: "Every day",
    everyDays: (count: number) => `Every ${count} days`,
    everyWeek: (day: string) => `Every ${day}`,
    everyWeeks: (count: number, day: string) => `Every ${count} weeks on ${day}`,
    everyMonth: (day: number) => `Every month on day ${day}`,
    everyMonths: (count: number, day: number) => `Every ${count} months on day ${day}`,
    shortMonths: (day: number) => `Months without a day ${day} are left out.`,
    noEnd: "Without end.",
    endsAfter: (count: number) => `${count} times.`,
    endsOn: (day: string) => `Until ${day}.`,
    next: (count: number) => (count === 1 ? "The only date:" : `The first ${count} dates:`),
    nextFew: (count: number) => (count === 1 ? "The only date:" : `All ${count} dates:`),
    missing: {
      "start-missing": "Choose the date and time at which it starts.",
      "start-over": "That time is over. Choose a later one.",
      zone: "Choose a time zone from the list.",
      duration: "Choose a length between 5 minutes and 24 hours.",
      interval: "Choose a number between 1 and 52.",
      count: "Choose a number of times between 2 and 500.",
      "until-missing": "Choose the last day.",
      "until-early": "The last day is before the first. Choose a later one.",
    },
  },
  preset: {
    heading: "Start from a template",
    exam: "Exam",
    "licensed-area": "Licensed area",
    board: "Board or clinic",
    sets: {
      exam: "Only places that you choose. Everyone waits until you let them in.",
      "licensed-area":
        "Only places that you choose. If we can’t tell where someone is, they are turned away.",
      board:
        "Only places that you choose. If we can’t tell where someone is, we ask. Everyone waits until you let them in.",
      list: (count: number, dated: string) =>
        `Everyone except the ${count === 1 ? "one place" : `${count} places`} on this service’s list of ${dated}.`,
    },
    filled: (name: string) =>
      `“${name}” is filled in below. Change whatever you like, or press it again to take it back.`,
  },
  rule: {
    heading: "Who can join",
    mode: { everyone: "Everyone", except: "Everyone except…", only: "Only…" },
    denyPicker: "Nobody from",
    allowPicker: "Only people in",
    addNever: "…and never from certain places",
    neverPicker: "And never from",
    search: "Find a place or group",
    nothingFound: "Nothing of that name.",
    notChosen: (text: string) => `“${text}” is not chosen. Choose it from the list, or clear it.`,
    remove: (name: string) => `Remove ${name}`,
    onDoubt: "If we can’t tell where someone is",
    doubt: {
      admit: "Let them in",
      hold: "They wait in the lobby",
      ask: "Ask them",
      refuse: "Turn them away",
    },
    doubtHint: {
      admit: "Most people behind a VPN or a phone network come in.",
      hold: "You see a name and decide.",
      ask: "“Where are you joining from now?” We ask where some place is likely. Whoever’s answer fits comes in; everyone else, and whoever we know nothing of, waits in the lobby.",
      refuse:
        "This also keeps out people from places that can join, where their connection doesn’t show it.",
    },
    sure: "Count a place only when we’re sure of it",
    sureHint: "Then a place that is only likely is treated as one that we can’t tell.",
    sureSentence: "A place that is only likely counts as one that we can’t tell.",
    setOption: (name: string, dated: string) => `${name}, list of ${dated}`,
    setOwn: "your list",
    setService: "the service’s list",
    copiedSet: (name: string, dated: string) =>
      `Copied from “${name}” of ${dated}. A later change of the list doesn’t change this rule.`,
    showAll: (count: number) => `Show all ${count}`,
    showFewer: "Show fewer",
    until: "Until",
    untilLifted: "I change it",
    untilTime: "A time",
    untilIn: (name: string, zone: string) => `In ${name} (${zone}).`,
    missing: {
      "needs-deny": "Choose at least one place.",
      "needs-allow": "Choose at least one place.",
      "until-missing": "Choose when it ends.",
    },
    more: "More to set:",
    moreSure: "how sure",
    moreUntil: "until when",
    apply: "Apply",
    ownTitle: {
      leave: "Apply, and leave the meeting yourself?",
      wait: "Apply, and go to the lobby yourself?",
    },
    ownKeepsPage:
      "You keep the management page: there you can change the rule again, and come back in.",
    ownKeepsNothing:
      "From outside you can’t change the rule. Whoever else runs the meeting can let you in again.",
    ownConfirm: { leave: "Apply and leave", wait: "Apply and wait" },
    applied: "Applied.",
    byCount: (time: string, what: string) => `By the count of ${time}, ${what}.`,
    left: (who: string) => `${who} had to leave`,
    wentToLobby: (who: string) => `${who} had to go to the lobby`,
    everyone: "everyone inside",
    noneLeft: "nobody had to leave",
    appliedLifted: "Applied: everyone can join again.",
    undo: "Undo",
    redo: "Apply it again",
    undone: "Undone: the rule is as it was before.",
    insideLater: (time: string) =>
      `The rule changed several times within ten minutes. Whoever comes now is judged by it at once; whoever is inside already, from ${time} on.`,
    lift: "Let everyone in again",
    discard: "Discard",
    conflict: "Someone else changed the rule meanwhile. Look at it again, then apply yours.",
    vpn: "This works by network address. A VPN can get around it.",
  },
  preview: {
    working: "Looking at who is inside…",
    nobodyInside: "Nobody is inside yet, so nobody has to leave.",
    noneLeave: "Nobody inside has to leave.",
    effect: (changes: string, stay: string) => `${changes}; ${stay}.`,
    leave: (who: string) => `${who} would leave`,
    wait: (who: string) => `${who} would wait in the lobby`,
    and: (one: string, other: string) => `${one} and ${other}`,
    allLeave: "Everyone inside would leave.",
    allWait: "Everyone inside would wait in the lobby.",
    part: {
      none: "nobody",
      "a-few": "a few",
      some: "some",
      many: "5 or more",
      most: "most",
      "the-rest": "the rest",
    },
    untold: "With so few inside, it isn’t told how many.",
    stays: (who: string) => `${who} stay`,
    you: {
      leave: "You would leave too.",
      wait: "You would wait in the lobby too.",
      /** By the count of a moment ago nobody would: the reader came since. */
      only: { leave: "You would leave.", wait: "You would wait in the lobby." },
      unknown: "This may include you: this page can’t tell whether you’re in the meeting.",
    },
    noneStay: "nobody stays",
    stay: (count: number) => `${count} stay`,
    asOf: (time: string) => `People were counted at ${time}; it is done again each minute.`,
    usedUp:
      "You previewed rules ten times in ten minutes; that is as often as it goes, so that nobody can be singled out. You can still apply the rule.",
    failed: "The effect can’t be shown right now. You can try to apply the rule without.",
  },
  manage: {
    renew: {
      button: "Make a new management link",
      title: "Make a new management link?",
      text: "The link that you have now opens nothing any more, here and for everybody who has it. The links to join stay as they are.",
      confirm: "Make a new one",
    },
    wrongTitle: "This management link doesn’t work",
    wrong:
      "The part after the # sign is missing or not right. Use the link that you got when you made the meeting.",
    signInTitle: "Sign in to manage this meeting",
    signIn:
      "Sign in with the account that made it, or open the management link that you got when you made it.",
    statusNow: (count: number) =>
      count === 0
        ? "Open; nobody is inside."
        : count === 1
          ? "1 person is inside."
          : `${count} people are inside.`,
    statusLocked: (count: number) =>
      count === 0
        ? "Locked; nobody is inside."
        : count === 1
          ? "Locked; 1 person is inside."
          : `Locked; ${count} people are inside.`,
    statusAndLocked: (status: string) => `${status} The door is locked.`,
    statusEnded: "This meeting has ended.",
    endedOn: (time: string) => `Ended ${time}.`,
    statusLater: (time: string) => `Starts ${time}.`,
    statusNext: (time: string) => `The next one starts ${time}.`,
    statusOver: "All its dates are over; people can still come.",
    unanswered:
      "The service doesn’t answer right now. This is how it was a moment ago; the page tries again by itself.",
    holds: "What holds now",
    where: "Where people are",
    whereGrid: "Where people are, on the world as a grid of places",
    nobody: "No one is inside.",
    notCountedYet:
      "Places are counted anew each minute: whoever is inside came after the last time.",
    cannotTell: "We can’t tell",
    /** Why a number is missing: so that nobody is pointed at. */
    bands: {
      few: "“a few” is fewer than 5: no number, so that nobody is pointed at.",
      mixed:
        "“a few” is fewer than 5: no number, so that nobody is pointed at. Nor are there numbers for the other places, from which one could work it out.",
      untold:
        "With so few people inside, it isn’t told how many are in each place, so that nobody is pointed at.",
    },
    asOf: (time: string) => `As of ${time}; counted anew each minute.`,
    links: "Links",
    history: "History",
    moreLinks: "More links",
    tabs: {
      label: "Parts of this page",
      rule: "Who can join",
      people: "People",
      links: "Links and passes",
      settings: "Settings",
      history: "History",
    },
    timesIn: (zone: string) => `Times in ${zone}`,
    kind: {
      created: "Meeting made",
      "rule-set": "Rule set",
      "rule-lifted": "Rule lifted",
      previewed: "Effect previewed",
      ended: "Ended for everyone",
      "co-host-named": "Co-host named",
      "co-host-ended": "Co-host no longer one",
      "pass-made": "Traveller’s pass made",
      "pass-taken-back": "Traveller’s pass taken back",
      removed: "Somebody removed",
      "removed-for-good": "Somebody removed for good",
      "allowed-again": "Somebody removed for good may come again",
      "sent-to-lobby": "Somebody sent to the lobby",
      locked: "Meeting locked",
      unlocked: "Meeting unlocked",
      "lobby-set": "Lobby turned on",
      "lobby-lifted": "Lobby turned off",
      "second-check-changed": "Second check of the place changed",
    },
    by: {
      host: "by the host",
      "co-host": "by a co-host",
      acting: "by whoever acted as host",
      service: "by this service, under its terms",
    },
    noNames:
      "It names the role in which somebody acted, never a name: there is no list of who was there.",
    looks: (count: number) =>
      count === 1 ? "1 preview of a rule’s effect" : `${count} previews of a rule’s effect`,
    looksText:
      "While a rule is being written, the page tells who would have to leave, in bands. A preview changes nothing. It is listed, so that no host can try rules unseen.",
    putBack: "Use this rule again",
    putBackLabel: (time: string) => `Use the rule of ${time} again`,
    putBackDone: "That rule is in the form again, not yet applied.",
    certificate: "Certificate",
    certificateText:
      "Which rule held when, where the data came from, and how often somebody was let in, waited, was turned away or was taken out by a rule, in rough numbers. Nobody is named.",
    certificateJson: "As JSON",
    certificatePdf: "As PDF",
    certificateNewest: (count: number) =>
      `It holds the newest ${count} changes of the rule; older ones are left out.`,
    certificateFailed: "The certificate couldn’t be made right now. Try again in a moment.",
    showMore: (count: number) => `Show all ${count} entries`,
    waiting: "Waiting",
    admit: "Let in",
    admitNamed: (name: string) => `Let in ${name}`,
    admitAll: (count: number) => `Let in the ${count} in the lobby`,
    oneByOne: "Whoever a rule keeps out, or this service took out, comes in one by one.",
    givePass: "Give a pass",
    givePassNamed: (name: string) => `Give a pass to ${name}`,
    because: {
      lobby: "waits in the lobby",
      locked: "waits at the locked door",
      "cannot-tell": "we can’t tell where they are",
      "sent-back": "was sent to the lobby",
      "media-path": "their network doesn’t allow the second check of the place",
      terms: "was taken out by this service under its terms",
      knock: hostingWords.because.knock,
    },
    waitsSince: (time: string) => `since ${time}`,
    acted: {
      admitted: "Let in.",
      declined: "They were told “not now”, and may ask again.",
      "admitted-all": "All who were in the lobby were let in.",
      "given-pass": "They have a pass now, and come in against this meeting’s own rule.",
    },
    actLate: "That no longer applies: they came in or left meanwhile.",
    hostingOut: "Who waits can’t be shown right now. The page tries again by itself.",
    door: "Door",
    lobbyChoice: "Lobby",
    lobby: { open: "Off", lobby: "On" },
    lock: "Lock",
    lockState: { open: "Open", locked: "Locked" },
    lockHint: {
      open: "Whoever may join comes in at once.",
      lobby: "New people are let in from the lobby, as above.",
      locked: "Whoever comes new waits in the lobby. Whoever is inside can leave and come back.",
    },
    mediaPath: "Second check of the place",
    mediaPathText:
      "Somebody can open this page by way of another country while their sound and picture come straight from where they are. This check notices it.",
    mediaPathImpossible:
      "Here it can’t be made: this service listens on one machine alone, or its operator has turned it off.",
    mediaPathChoice: {
      wanted: "Whenever possible (recommended)",
      required: "Only whoever passes it comes in by themselves",
      off: "Never",
    },
    mediaPathHint: {
      wanted: "Whoever’s network doesn’t allow the check comes in all the same.",
      required:
        "Strict, for instance for an exam. Some companies, hotels and countries don’t allow the check: people there wait until you let them in, also those who are inside now.",
      off: "Only where the page is opened from counts.",
    },
    coHosts: "Choose co-hosts and a backup host in the meeting: under People, beside a name.",
    passes: "Traveller’s passes",
    passesText:
      "A pass lets one guest in against this meeting’s own rule, wherever they are: for somebody who travels. It opens no other limit; where the lobby is on or the door locked, they still wait for you. The name that you write on it is forgotten when the meeting is over.",
    passName: "Who is it for?",
    passNamePlaceholder: "Name of the guest",
    passNameMissing: "Say who the pass is for.",
    passTakeText:
      "Whoever came in by this pass leaves at once, unless who can join has changed meanwhile.",
    passNeedsLink: "To make one here, give this device the whole link first.",
    passMake: "Make a pass",
    passReady: (name: string) => `The pass for ${name}`,
    passOnce: "This link is shown once. Send it to them alone: whoever has it can use it.",
    passUsed: "used",
    passUnused: "not used yet",
    passTake: "Take back",
    passTakeNamed: (name: string) => `Take back the pass of ${name}`,
    passTaken: (name: string) => `The pass for ${name} was taken back.`,
    details: "Title and time",
    edit: "Change",
    editTitle: "Change title and time",
    save: "Save",
    saved: "Saved.",
    savedHint: "Calendar files and invitations that you sent don’t change by themselves.",
    end: "End for everyone",
    endTitle: "End this meeting for everyone?",
    endText: "Everyone inside leaves, and nobody can come back.",
    endTextRepeats: (time: string) =>
      `Everyone inside leaves, and nobody can come back until the next one on ${time}.`,
    endConfirm: "End for everyone",
    remove: "Delete meeting",
    removeTitle: "Delete this meeting?",
    removeText:
      "Everyone inside leaves. Its links stop working, and its title, times, rules and history are gone at once. Download the certificate before, if you need it.",
    removeConfirm: "Delete",
    removedTitle: "The meeting is deleted",
    removed: "Its links no longer work, and nothing of it is kept.",
    kept: "What is kept",
    keptUntil: (time: string) =>
      `The title, the times and the history of the rules are kept until ${time}; then they are deleted by themselves. There is no list of who was there: names on passes, and whom you let in or kept out, are forgotten when the meeting is over.`,
    keptOpen:
      "The title, the times and the history of the rules are kept for a while and then deleted by themselves. There is no list of who was there: names on passes, and whom you let in or kept out, are forgotten when the meeting is over.",
    join: "Join",
  },
  notices: {
    title: "What governments asked, what this service did, and what became of it",
    kind: {
      "request-answered": "A demand that names this meeting was answered",
      "request-returned": "A demand that names this meeting went back, as incomplete",
      "request-rejected": "A demand that names this meeting was rejected",
      "order-began": "An order limits this meeting",
      "order-ended": "The order is over",
      "appeal-decided": "An appeal against the order was decided",
      "terms-act": "This service acted under its terms of service",
    },
    sealed: (time: string) =>
      `A law forbids to name the authority, its law and its reasons until ${time}. They will stand here then.`,
    authority: "Who demanded it",
    law: "By which law",
    reason: "The reason given",
    demanded: "What was demanded",
    answered: (demand: string, answer: string) => `${demand}: ${answer}.`,
    where: "Where",
    whereText: (places: string) =>
      `Whoever is certain to be in ${places} can’t join. Whoever might be elsewhere can.`,
    excepted: (places: string) => `Not in ${places}.`,
    from: "From",
    until: "Until",
    how: {
      "request-answered": "Outcome",
      "request-returned": "Outcome",
      "request-rejected": "Why it was rejected",
      "order-began": "Outcome",
      "order-ended": "How it ended",
      "appeal-decided": "What was decided",
      "terms-act": "What was done",
    },
    hows: {
      lifted: "The desk lifted it.",
      overturned: "An appeal showed that it was wrong.",
      "appeal-not-decided": "An appeal was not decided in time.",
      "occurrence-over": "The meeting it was for is over.",
      lapsed: "Its time was over.",
      upheld: "The order stays.",
      "not-authentic": "It did not come from the authority that it names.",
      "not-an-authority": "Whoever sent it has no power to demand anything of this service.",
      duplicate: "It is the same as another one.",
      withdrawn: "The authority took it back.",
      "end-meeting": "This meeting was ended.",
      "suspend-account":
        "The account was suspended. Everything in it stays, and it can be reinstated.",
      "reinstate-account": "The account was reinstated, with everything in it.",
      "mute-participant":
        "Somebody inside reported one participant, and this service turned that microphone off. The participant can turn it on again.",
      "remove-participant":
        "Somebody inside reported one participant, and this service took them out of this sitting. They wait in the lobby, and you can let them in again.",
      "end-meeting-reversed":
        "That this meeting was ended was looked at again and taken back. It is open again, with the same links. If you don’t want that, end it.",
      "suspend-account-reversed":
        "The suspension was looked at again and taken back, with everything in the account.",
      "mute-participant-reversed":
        "That a participant was muted was looked at again: it was wrong.",
      "remove-participant-reversed":
        "That a participant was taken out was looked at again: it was wrong. If they still wait, let them in.",
    } as Readonly<Record<string, string>>,
    done: "What was done",
    nothingDone: "Nothing. If it comes again, you are told again.",
    object: "If you think that this is wrong, write to whoever runs this service.",
    untouched: "What stays untouched",
    untouchedText:
      "The meeting goes on for everyone else. Your account, your sign-in, your other meetings and your data are as before, and you keep this page wherever you are, with its rules and “End for everyone”. Nobody was named, and no list of who was here was handed over.",
    appeal: "Appeal",
    invite: "Copy an invitation",
    inviteText:
      "Everyone who was kept out can join again at once. No list of them is kept, so only you can tell them.",
    older: (count: number) => `Show all ${count} notices`,
    name: {
      title: "The meeting’s name in the public log",
      text: "The public log tells what governments asked about this meeting, and not which meeting it is. You can let it say the title, so that everybody can see what was asked of you.",
      button: "Name this meeting in public",
      askTitle: "Name this meeting in the public log?",
      reads: "Everybody will read:",
      consequences:
        "Everybody can then connect all entries of the log about this meeting: older ones, and those that come. You can take the name back on this page any time, and it goes when this meeting is deleted. But others may have copied it, and that it was named once stays in the log.",
      confirm: "Name it",
      changed: "Something changed meanwhile. Look at it again.",
      named: (title: string, day: string) =>
        `Since ${day} everybody reads there: “${title}”. If you change the title, the log keeps this one until you take it back.`,
      entry: "See it in the log",
      withdraw: "Take the name back",
      withdrawTitle: "Take the name back?",
      withdrawText:
        "The title is deleted from the public log at once, and the log says that it was taken back. Whoever copied it still has it. Your meeting stays as it is.",
      withdrawConfirm: "Take it back",
      cannot: {
        "not-yet":
          "The log can’t name this meeting now: something that a government asked about it is not answered yet, or may not be told in full yet. Look here again later.",
        "taken-down":
          "The log can’t name this meeting: this service took its name down. The entry in the log says why.",
      },
    },
  },
} as const;
