import { capital } from "./capital.ts";
import { withThe } from "./with-the.ts";

/**
 * Every word that participants read, in English, by code. A translation is another file of the same
 * shape (see `Words`). What only hosts and administrators read is English only and stands in
 * host-words.ts. The style is in CONTRIBUTING: short, active, second person; what happens, who
 * decided, until when, what to do.
 */
export const en = {
  app: {
    name: "Graticule",
    tagline: "Meetings in which a border reaches only the people who stand behind it.",
    process: "How this service answers governments",
    inPublic: "What was demanded and answered, in public",
    skip: "Skip to the page",
    loading: "One moment…",
    offline:
      "The service can’t be reached. Check your connection; this page tries again by itself.",
    failed: "Something went wrong on our side. Please try again in a moment.",
    tooMany: "That was a little fast. Wait a moment, then try again.",
    retry: "Try again",
    copy: "Copy",
    copied: "Copied",
    sayMore: "Write at least a few words.",
    home: "To the start page",
    placesBy: "Location data:",
    language: "Language",
    machine: "Translated by a machine: some sentences may be odd.",
  },
  home: {
    title: "Join a meeting",
    linkLabel: "Paste the meeting link",
    linkWrong:
      "That isn’t a meeting link. Copy the whole link that you were sent, and paste it here.",
    go: "Join",
    newMeeting: "New meeting",
    signIn: "Sign in",
    signOut: "Sign out",
    account: "Your account",
    administration: "Administration",
    desk: "Desk",
    signInToMake: "You need an account to make one; to join you need only the link.",
    mine: "Your meetings",
    mineOnDevice: "Kept in this browser",
    none: "Nothing planned yet. Your meetings will be listed here.",
    noAnswer: "Your meetings can’t be shown right now.",
    manage: "Manage",
    manageOf: (title: string) => `Manage ${title}`,
    more: "Show all",
    inProgress: "In progress",
    joinOf: (title: string) => `Join ${title}`,
    repeats: "repeats",
    anytime: "any time",
    ended: "Ended",
    endedKept: "Under Manage you find history and certificate, until everything is deleted.",
    deletedOn: (day: string) => `will be deleted: ${day}`,
  },
  sentence: {
    everyone: "Everyone can join, from anywhere.",
    hostOpen: "The host lets people in from anywhere.",
    /** An order, after who gave it where that may be told. */
    order: (places: string, time: string) =>
      `An order keeps out people who are surely in ${places}, until ${time}.`,
    orderBy: (who: string, places: string, time: string) =>
      `An order (${who}) keeps out people who are surely in ${places}, until ${time}.`,
    orderExcept: (places: string) => `It leaves out ${places}.`,
    /** To others than the host: never whom, nor where. */
    limitedByOrder: "An order limits access from one place.",
    except: (places: string) => `People in ${places} can’t join.`,
    only: (places: string) => `Only people in ${places} can join.`,
    onlyNever: (places: string, never: string) =>
      `Only people in ${places} can join, and nobody from ${never}.`,
    doubtAdmit: "If we can’t tell where someone is, they can join.",
    doubtHold: "If we can’t tell where someone is, they wait in the lobby.",
    doubtRefuse: "If we can’t tell where someone is, they can’t join either.",
    doubtAsk:
      "If we can’t tell where someone is, we ask them if some place is likely; whoever’s answer fits can join, everyone else waits in the lobby.",
    until: (time: string) => `This holds until ${time}.`,
    more: (count: number) => (count === 1 ? "1 more place" : `${count} more places`),
    nowhere: "…",
    /** Who set a meeting's own rule, as it stands within a sentence; never a name. */
    setBy: { host: "the host", "co-host": "a co-host", acting: "whoever acted as host" },
    /** What holds and who decided it, one sentence a limit. */
    limit: {
      "meeting/closed": (who: string, places: string) =>
        `Closed to ${places} by ${who}, for this meeting.`,
      "meeting/closed-until": (who: string, places: string, time: string) =>
        `Closed to ${places} by ${who} until ${time}, for this meeting.`,
      "meeting/only": (who: string, places: string) =>
        `Open only to ${places} by ${who}, for this meeting.`,
      "meeting/only-until": (who: string, places: string, time: string) =>
        `Open only to ${places} by ${who} until ${time}, for this meeting.`,
      "account/closed": (places: string) =>
        `Closed to ${places} by the host’s organisation, for all its meetings.`,
      "account/closed-until": (places: string, time: string) =>
        `Closed to ${places} by the host’s organisation until ${time}, for all its meetings.`,
      "account/only": (places: string) =>
        `Open only to ${places} by the host’s organisation, for all its meetings.`,
      "account/only-until": (places: string, time: string) =>
        `Open only to ${places} by the host’s organisation until ${time}, for all its meetings.`,
      "platform/closed": (places: string, ground: string) =>
        `Closed to ${places} by this service: ${ground}.`,
      "platform/closed-until": (places: string, time: string, ground: string) =>
        `Closed to ${places} by this service until ${time}: ${ground}.`,
      "platform/only": (places: string, ground: string) =>
        `Open only to ${places} by this service: ${ground}.`,
      "platform/only-until": (places: string, time: string, ground: string) =>
        `Open only to ${places} by this service until ${time}: ${ground}.`,
    },
    /** Why the whole service has a limit; stands after a colon. */
    ground: {
      sanctions: "sanctions",
      licence: "a licence",
      security: "security",
      "own-policy": "its own policy",
      unnamed: "no reason is given",
    },
  },
  door: {
    from: {
      sure: (place: string) => `Joining from ${place} · sure`,
      likely: (place: string) => `Joining from ${place} · likely`,
      "cannot-tell": (place: string) => `Joining from ${place} · not sure`,
    },
    fromNowhere: "We can’t tell where you are joining from",
    notRight: "Not right?",
    why: "Why?",
    notRightText:
      "A VPN, a company network or a mobile network often seems to be somewhere else. Turn it off or use another network and open this page again; if that doesn’t help, tell the host.",
    /** What the place rests on, or what speaks against it: a whole sentence each. */
    because: {
      "too-quick": (place: string) => `Your connection answers too quickly to come from ${place}.`,
      "paths-differ":
        "Your sound and picture come another way than this page, and the two don’t fit together.",
      shared: "People in many places share your network address, as with a VPN.",
      "records-differ": "Records of networks name different places for your connection.",
      "own-list": "This service’s own list of networks names this place.",
      "records-agree": "Several independent records of networks name this place.",
      mobile: "You are on a mobile network, which can seem to be somewhere else.",
      "own-word": "You said that you are not there, and that counts.",
      "registered-elsewhere":
        "Your network is registered in another country than the one it seems to be in.",
      "old-records": "The records of networks that name this place are old.",
      "too-few-records": "Too few independent records of networks name this place to be sure.",
      "paths-agree": "Your sound and picture come from there too.",
      "nothing-known": "Nothing is known about where your network is.",
    },
    name: "Your name",
    namePlaceholder: "How others see you",
    nameMissing: "Tell the others your name.",
    remember: "Remember my name on this device",
    camera: "Camera",
    microphone: "Microphone",
    speaker: "Speaker",
    cameraOn: "Turn the camera on",
    cameraOff: "Turn the camera off",
    micOn: "Turn the microphone on",
    micOff: "Turn the microphone off",
    cameraIsOff: "Your camera is off",
    /** Before joining: nothing of what is heard and seen can leave this browser. */
    noNetwork:
      "Your browser finds no network for sound and picture, so joining will probably fail. Connect this device to a network and load this page again, or try another browser.",
    noCamera: "No camera",
    noMicrophone: "No microphone",
    systemSpeaker: "As the system chooses",
    deviceUnnamed: (index: number) => `Device ${index}`,
    devices: "Devices",
    blur: "Blur my background",
    blurFailed: "The background can’t be blurred on this device.",
    level: "How loud you are",
    heard: "We hear you",
    silent: "We don’t hear you yet",
    join: "Join",
    askToJoin: "Ask to join",
    joining: "Joining…",
    starts: (time: string) => `Starts ${time}. You can join already.`,
    untitled: "A meeting",
    you: "You",
    alsoHere: "This meeting is open in another tab. If you join here too, you are in it twice.",
    opened: "You can join now. What kept you out has changed.",
    /** The same where the lobby comes first. */
    openedAsk: "You can ask to join now. What kept you out has changed.",
    pass: {
      valid: "The host gave you a pass: you can join from here.",
      ask: "The host gave you a pass: from here you can ask to join, and the host decides.",
      used: "This pass was used before. If you join now, it moves to you, and no longer works for whoever used it.",
      gone: "The pass in your link no longer works. Ask the host for a new one.",
      notNeeded: "The pass in your link no longer works, but you can join from here without it.",
    },
    holds: "Who can join",
    encrypted: "End-to-end encrypted",
    encryptedText:
      "Pictures, sound, shared screens and chat are locked on your device and opened only on those of the others inside. The people who run this service can’t see or hear them unless they have the complete link: anyone who has it and is let in gets keys.",
    encryptedVouched: "End-to-end encrypted, vouched",
    vouchedText:
      "Pictures, sound, shared screens and chat are locked on your device and opened only on those of the others inside. The people who run this service can’t see or hear them. Only people for whom a host vouches get keys: the link alone is not enough.",
    encryptionOff: "End-to-end encryption is turned off for this meeting.",
    seenByHost: "What the host can see",
    seenByHostText:
      "The host and everyone inside see your name. The host and those who help them also see how many people join from each place, and fewer than five are only “a few”. Nobody is shown where you in particular join from. In a small meeting those who run it may guess it, from the counts or from who leaves when a rule changes. Your network address is never stored.",
    waits: {
      lobby: "You will wait in the lobby until the host lets you in.",
      locked: "The meeting is locked. You will wait in the lobby until the host lets you in.",
      "cannot-tell":
        "We can’t tell where you are joining from, so you will wait in the lobby until the host lets you in.",
      "sent-back": "You will wait in the lobby until the host lets you in again.",
      ask: "We can’t tell where you are joining from, so we will ask you.",
    },
  },
  lobby: {
    title: "You are in the lobby",
    because: {
      lobby: "The host decides who comes in.",
      locked: "The meeting is locked, and the host decides who still comes in.",
      "cannot-tell": "We can’t tell where you are joining from, so the host decides.",
      terms:
        "After a report from inside the meeting, this service took you out under its terms of service, until the meeting is over or the host lets you in again. If you think that this is wrong, write to whoever runs this service.",
      "media-path":
        "This meeting looks at the way that your sound and picture take, and we can’t see it yet. If it stays like this, your network may not let it through (UDP). The host can let you in.",
      "sent-back": "The host asked you to wait here. It may be only for a moment.",
    },
    byItself: "This page lets you in by itself. You don’t have to do anything.",
    as: (name: string) => `Your name in the meeting: ${name}`,
    declined:
      "The host can’t let you in at the moment. You may stay, and ask again in a few minutes.",
    askAgain: "Ask again",
    leave: "Leave",
    askTitle: "Where are you joining from now?",
    askWhy:
      "We can’t tell for certain from your connection. If your answer fits what we see, you come in at once; if not, the host decides. Your answer is not kept.",
    askField: "Country, region or territory",
    askNothing: "Nothing of that name.",
    answer: "That is where I am",
    asked: "Thank you. Now the host decides.",
  },
  check: {
    title: "Will I get in?",
    yes: "From here you’ll get in.",
    waits: "From here you’ll get into the lobby.",
    waitsWhy: {
      lobby: "The host decides who comes in.",
      locked: "The meeting is locked at the moment, and the host decides who still comes in.",
      "cannot-tell": "We can’t tell where you are joining from, so the host decides.",
      "sent-back": "The host decides who comes in.",
      ask: "We can’t tell where you are joining from. We will ask you, and if your answer fits what we see, you come in at once.",
    },
    no: "From here you can’t join right now.",
    what: {
      meeting:
        "Are you somewhere else on the day, or is the place not right? Turn off a VPN or use another network, and look again. Otherwise write to the host: they can change this or give you a pass.",
      account:
        "Are you somewhere else on the day, or is the place not right? Turn off a VPN or use another network, and look again. Otherwise write to the host: their organisation can change this.",
      platform:
        "Are you somewhere else on the day, or is the place not right? Turn off a VPN or use another network, and look again. No host can change this; whoever runs this service can.",
      order:
        "This touches only people whose place is certain. Is the place not right? Turn off a VPN or use another network, and look again.",
      banned: "If you think that this is a mistake, write to the host.",
      removed: "You can ask to come in. Then you wait in the lobby until the host decides.",
    },
    onTheDay:
      "This is true for the connection that you use now. What counts is the connection that you use on the day.",
    nothingKept: "Looking here stores nothing and tells nobody. No camera is used.",
    starts: (time: string) => `The meeting starts ${time}.`,
    again: "Look again",
    open: "Go to the meeting",
  },
  device: {
    camera: {
      denied:
        "Your browser keeps the camera from this page. Allow it beside the address, or go on without.",
      missing: "No camera was found. You can go on without.",
      busy: "Another program is using the camera. Close it there, or go on without.",
      other: "The camera didn’t start. You can go on without.",
    },
    microphone: {
      denied:
        "Your browser keeps the microphone from this page. Allow it beside the address, or go on without.",
      missing: "No microphone was found. You can go on without.",
      busy: "Another program is using the microphone. Close it there, or go on without.",
      other: "The microphone didn’t start. You can go on without.",
    },
    screen: {
      denied:
        "Your system keeps the screen from your browser. Allow it to record the screen in the system’s settings, or go on without.",
      missing: "No screen was found. You can go on without.",
      busy: "Another program is using the screen. Close it there, or go on without.",
      other: "The screen could not be shared. You can go on without.",
    },
    insecure: "Cameras and microphones work only over https or on localhost.",
  },
  gone: {
    notFoundTitle: "There is no meeting here",
    notFound: "The link may be incomplete, or the meeting was deleted. Ask for the link again.",
    endedTitle: "This meeting has ended",
    ended: "It was ended for everyone.",
    endedByYou: "You ended it for everyone.",
    closedTitle: "This meeting is closed",
    closed:
      "This service closed it under its terms of service: this meeting, or the account of its host. Two people agreed to that after a report from inside. If you think that this is wrong, write to whoever runs this service.",
    lostTitle: "The connection to the meeting failed",
    lost: "The meeting goes on. Check your network, then join again. Some networks don’t let calls through: if it fails again, try another one.",
    leftTitle: "You left the meeting",
    left: "It goes on without you.",
    elsewhereTitle: "This meeting is open in another tab",
    elsewhere: "You are there now. If you join again here, you leave it there.",
    again: "Join again",
    cannotCheckTitle: "We can’t let anyone in right now",
    cannotCheck:
      "The service can’t check the meeting’s rules at the moment, so it keeps the door closed. This page tries again by itself.",
    failedTitle: "That didn’t work",
    noAnswerTitle: "The service doesn’t answer right now",
    noAnswer: "Your link is not the reason. This page tries again by itself.",
    /** Below the title that the service does not answer, to whoever was in the call. */
    bringBack: "We’ll bring you back as soon as it does. You don’t have to do anything.",
    tryNow: "Try now",
    pageTitle: "There is nothing here",
    page: "The address may be incomplete.",
  },
  /** To whoever opened a link without what its fragment holds. */
  incomplete: {
    title: "This link is not complete",
    another: "This link’s ending is not this meeting’s",
    full: "This meeting is full",
    fullText:
      "As many people as an encrypted meeting can have are in it already. Try again when someone has left.",
    notTaken: "This page could not agree on keys",
    notTakenText:
      "The service did not accept what this browser says. Load the page again. If that does not help, try another browser.",
    cannot: "This browser can’t join an encrypted meeting",
    cannotText:
      "It can’t encrypt pictures and sound from end to end. Open the link in a current Firefox, Chrome, Edge or Safari.",
    broke: "This call’s encryption stopped working here",
    brokeText:
      "Your page left the call, so that nothing is sent unencrypted. The meeting goes on. Load the page again to come back. If it happens again, tell the people who run this service.",
    why: "The meeting is end-to-end encrypted. What opens it stands at the end of the link, after the # sign. This service never has it, so it can’t add it.",
    whatToDo: "Ask whoever invited you for the whole link, and open it or paste it here.",
    paste: "The whole link",
    wrong: "That is not the whole link of this meeting.",
    /** Of a vouched meeting, where the link that was opened or pasted has another ending than the one known. */
    otherHost:
      "You came here by a link that says who vouches for people in this meeting. This link says someone else, or no one, so it was not used. Ask the person who invited you which one is right. If it is this one, open it in a new tab.",
    firstLink: "Go on with the first link",
    go: "Continue",
  },
  refused: {
    /** In the title of the window. */
    short: "Can’t join",
    title: "You can’t join from here right now.",
    innocent: "You did nothing wrong.",
    /** To somebody whom the call was taken from; beside the same words as at the door. */
    wasInside: "You were in this meeting until now.",
    /** To whoever runs the meeting; beside the button to its management page. */
    yours: "This is your meeting: you can change who can join, and come in again.",
    /** In place of the reason, to whoever runs the meeting and closed it to themself. */
    yoursReason: {
      "denied-place": (place: string) => `You closed this meeting to ${place}.`,
      "outside-allowed":
        "You opened this meeting to certain places only, and yours is not one of them.",
      "cannot-tell":
        "You limited this meeting by place, and we can’t tell where you are joining from.",
    },
    bannedTitle: "You can’t join this meeting.",
    removedTitle: "You are out of the meeting.",
    removedHelp: "You can ask to come in again. Then you wait in the lobby until the host decides.",
    askAgain: "Ask to come in",
    bannedHelp: "If you think that this is a mistake, write to whoever invited you.",
    /** To whoever gave no name yet. */
    opens: "Keep this page open: if that changes, you can give your name here and join.",
    byItselfAs: (name: string) =>
      `Keep this page open: it lets you in by itself if that changes, as ${name}, with camera and microphone as you had them.`,
    byItselfOff: (name: string) =>
      `Keep this page open: it lets you in by itself if that changes, as ${name}, with camera and microphone off.`,
    notThere: "I’m not there",
    leave: "Leave quietly",
    why: "Why",
    whoDecided: "Who decided",
    law: "By which law",
    reasonGiven: "The reason given",
    until: "Until",
    noEnd: "No end is set.",
    /** To everybody whom a rule keeps out that has no end: whose it is. */
    noEndBy: {
      meeting: "The host set no end.",
      account: "The host’s organisation set no end.",
      platform: "This service set no end.",
    },
    unaffected: "What this does not touch",
    unaffectedText:
      "The meeting goes on for everyone else. Nothing else of yours is affected: other meetings, links and accounts work as before.",
    sealed: "We can’t name them for now.",
    appeal: "Appeal",
    contact: (contact: string) => `Whoever runs this service: ${contact}`,
    knock: {
      lead: "Ask the host to let you in. The host and those who help them will see your name and what you write here; the other participants won’t.",
      /** To whoever is where the rule is closed: the host is told so. */
      leadThere:
        "Ask the host to let you in all the same. The host and those who help them will see your name, what you write here, and that you are where this meeting is closed; the other participants won’t.",
      off: "If they say yes, you come in with camera and microphone off.",
      text: "What should the host know?",
      optional: "You can leave this empty.",
      send: "Ask the host",
      sent: "The host was asked. If they say yes, this page lets you in by itself.",
      declined:
        "The host can’t let you in this time. The other participants don’t know that you asked. You can ask again in a few minutes.",
      closed: "The host can’t open this door.",
    },
    contest: {
      lead: "If you are really somewhere else, say so here. You are let in at once if anything else speaks for it. If not, somebody of this service answers within ten minutes, and without an answer you are in.",
      send: "Say that I’m not there",
      waits: (time: string) =>
        `Somebody of this service looks at it now. If nobody answers, you are in by ${time}. Keep this page open.`,
      staysOut: "Somebody of this service answered that you stay out, and wrote why:",
      isIn: "You are let in.",
      inside: {
        lead: "If you are really somewhere else, say so here. You stay if anything else speaks for it. If not, somebody of this service answers within ten minutes. You stay until then, and without an answer you stay.",
        waits: (time: string) =>
          `Somebody of this service looks at it now. You stay until they answer. If nobody does by ${time}, you stay.`,
        staysOut: "Somebody of this service answered that the order holds for you, and wrote why:",
        isIn: "You can stay in the meeting.",
      },
      device: {
        lead: "Your device can say where it is. To find out, your browser usually sends the names of the Wi-Fi networks around you to the company that makes it. This page then sends us the country or region, and nothing else. It helps whoever answers; it doesn’t let you in by itself.",
        send: "Ask my device",
        said: (place: string) => `Your device says: ${place}. Whoever answers reads it.`,
        denied: "Your browser didn’t allow it. You can do without it: just wait for the answer.",
        unavailable:
          "Your device can’t tell where it is. You can do without it: just wait for the answer.",
        late: "Your device took too long. Try again, or just wait for the answer.",
      },
    },
    notThereHelp: {
      account:
        "The host’s organisation decided this for all its meetings, so the host can’t open the door. A VPN, a company network or a mobile network can seem to be somewhere else: turn it off or use another network, and this page lets you in. If that doesn’t help, write to whoever invited you.",
      platform:
        "This service decided this for all its meetings, so no host can open the door. A VPN, a company network or a mobile network can seem to be somewhere else: turn it off or use another network, and this page lets you in. If that doesn’t help, write to whoever runs this service.",
      order:
        "This touches only people whose place is certain, and no host can open the door. A VPN, a company network or a mobile network can seem to be somewhere else: turn it off or use another network, and this page lets you in. If that doesn’t help, appeal.",
    },
  },
  appeal: {
    lead: "Say why this is wrong, in any language. You don’t have to say who you are or why you want to be in the meeting.",
    clock:
      "Somebody who had no part in the order decides within 72 hours. If nobody does, the order ends by itself.",
    text: "Your appeal",
    send: "Send the appeal",
    sent: "Your appeal was sent.",
    due: (time: string) => `It is decided by ${time}, or the order ends by itself.`,
    link: "Your private link",
    linkHint: "Keep it: it shows what was decided. It is shown only now.",
    decided: "An appeal against this order was decided already.",
    over: "This order is over.",
    wrongTitle: "This link doesn’t work",
    wrong: "The part after the # sign is missing or not right. Open the whole link.",
    madeOn: (day: string) => `Made on ${day}`,
    state: {
      open: "Nobody has decided yet.",
      upheld: "The order stays.",
      overturned: "You were right: the order is over. Everyone it kept out can join.",
      "not-decided-in-time": "Nobody decided in time, so the order ended by itself.",
      "order-over": "The order ended before anybody decided.",
    },
    reasons: "Reasons",
    yours: "What you wrote",
  },
  order: {
    inForce: "An order that holds now",
    over: "An order that is over",
    lead: (places: string) =>
      `A government ordered that one meeting can’t be joined from ${places}. Which meeting it is isn’t said here.`,
    excepted: "Not in",
    from: "From",
    appealTitle: "Appeal",
    appealLead: "Anybody can appeal, without an account.",
    none: "There is no order here. The address may be incomplete.",
  },
  report: {
    title: "Report abuse",
    lead: "This goes to whoever runs this service. Nobody in the meeting learns of it.",
    inside: "Your report shows that you were in the meeting, and not who you are.",
    what: "What is it?",
    choose: "Choose what fits best.",
    kinds: {
      harassment: "Somebody harasses people",
      threat: "A threat",
      sexual: "Sexual content that nobody asked for",
      "child-safety": "A child is in danger",
      spam: "Spam or fraud",
      other: "Something else",
    },
    about: "Who is it about?",
    aboutMeeting: "The meeting",
    aboutText:
      "Until the meeting is over this service sees the name, and can turn this person’s microphone off or take them out. Somebody who has left is not named.",
    text: "What happened?",
    fromState: "I write on behalf of a government, a court or the police",
    fromStateText:
      "Then this service answers you by its published process. A demand never ends a meeting and never closes an account.",
    send: "Send the report",
    sent: "Thank you. Your report was sent.",
    sentText:
      "A meeting is ended, or an account closed, only when two people of this service agree.",
    danger: "If someone is in danger now, call the emergency services where you are.",
    unread:
      "No one at this service can read reports yet. Yours waits until someone can; the administrator hears only that one waits.",
    unreadSent:
      "Your report is kept, but no one at this service can read it yet. It waits until someone can.",
    noContact: "This service gives no contact.",
    toMeeting: "To the meeting",
  },
  /** Why somebody is kept out, a whole sentence: by whom, and which place. */
  reason: {
    "meeting/denied-place": (who: string, place: string) =>
      `${capital(who)} closed this meeting to ${place}.`,
    "meeting/outside-allowed": (who: string) =>
      `${capital(who)} opened this meeting to certain places only, and yours is not one of them.`,
    "meeting/cannot-tell": (who: string) =>
      `${capital(who)} limited this meeting by place, and we can’t tell where you are joining from.`,
    "account/denied-place": (place: string) =>
      `The host’s organisation closed its meetings to ${place}.`,
    "account/outside-allowed":
      "The host’s organisation opened its meetings to certain places only, and yours is not one of them.",
    "account/cannot-tell":
      "The host’s organisation limits its meetings by place, and we can’t tell where you are joining from.",
    "platform/denied-place": (place: string) => `This service is closed to ${place}.`,
    "platform/outside-allowed":
      "This service is open to certain places only, and yours is not one of them.",
    "platform/cannot-tell":
      "This service limits meetings by place, and we can’t tell where you are joining from.",
    /** Whose order it is, where that may be said; in an order of a government that may not be named yet: so. */
    "order/named": (authority: string, place: string) =>
      `${withThe(authority)} ordered that this meeting can’t be joined from ${place}.`,
    "order/ordered": (place: string) =>
      `A government ordered that this meeting can’t be joined from ${place}; by law, we can’t name it yet.`,
    "host/banned": "A host decided that you can’t come back into this meeting.",
    "host/removed": "A host took you out of the meeting.",
    here: "the place you are joining from",
  },
  /** The same with its end. */
  reasonUntil: {
    "meeting/denied-place": (who: string, place: string, time: string) =>
      `${capital(who)} closed this meeting to ${place} until ${time}.`,
    "meeting/outside-allowed": (who: string, time: string) =>
      `${capital(who)} opened this meeting to certain places only until ${time}, and yours is not one of them.`,
    "meeting/cannot-tell": (who: string, time: string) =>
      `${capital(who)} limited this meeting by place until ${time}, and we can’t tell where you are joining from.`,
    "account/denied-place": (place: string, time: string) =>
      `The host’s organisation closed its meetings to ${place} until ${time}.`,
    "account/outside-allowed": (time: string) =>
      `The host’s organisation opened its meetings to certain places only until ${time}, and yours is not one of them.`,
    "account/cannot-tell": (time: string) =>
      `The host’s organisation limits its meetings by place until ${time}, and we can’t tell where you are joining from.`,
    "platform/denied-place": (place: string, time: string) =>
      `This service is closed to ${place} until ${time}.`,
    "platform/outside-allowed": (time: string) =>
      `This service is open to certain places only until ${time}, and yours is not one of them.`,
    "platform/cannot-tell": (time: string) =>
      `This service limits meetings by place until ${time}, and we can’t tell where you are joining from.`,
  },
  call: {
    connecting: "Joining…",
    reconnecting: "Your connection was lost. Trying to come back…",
    mic: "Microphone",
    camera: "Camera",
    speaker: "Speaker",
    screen: "Share screen",
    stopScreen: "Stop sharing",
    people: "People",
    chat: "Chat",
    places: "Places",
    rules: "Rules",
    leave: "Leave",
    close: "Close",
    muted: "microphone off",
    speaking: (name: string) => `${name} is speaking`,
    you: (name: string) => `${name} (you)`,
    screenOf: (name: string) => `${name}’s screen`,
    ownScreen: "Your screen",
    service: "service",
    someone: "Someone",
    role: { host: "host", "co-host": "co-host", acting: "acting as host", guest: "" },
    alone: "You are the only one here. Share the link to invite others.",
    link: { copy: "Copy the join link", copied: "The join link is copied." },
    startSound: "Turn the sound on",
    more: (count: number) => `and ${count} more`,
    controls: "Meeting controls",
    moreControls: "More",
    panels: "Panels",
    dismiss: "Close this message",
    undo: "Undo",
    failed: "That didn’t work. Try again.",
    view: {
      grid: "Grid view",
      speaker: "Speaker view",
      pin: (name: string) => `Keep ${name} large`,
      unpin: (name: string) => `No longer keep ${name} large`,
      hideSelf: "Hide my own picture from me",
      showSelf: "Show my own picture to me",
    },
    connection: {
      excellent: "good connection",
      good: "fair connection",
      poor: "weak connection",
      lost: "connection lost",
    },
    hand: {
      raise: "Raise my hand",
      lower: "Lower my hand",
      lowerShort: "Lower",
      place: (place: number) => `hand raised, number ${place}`,
      list: "Raised hands, in order",
      saidRaised: (name: string) => `${name} raised a hand`,
      lowerOf: (name: string) => `Lower: ${name}`,
      lowered: "The host lowered your hand.",
    },
    react: {
      open: "React",
      names: {
        thumb: "Thumbs up",
        heart: "Heart",
        clap: "Applause",
        laugh: "Laughing",
        wow: "Surprised",
        party: "Celebration",
      },
      said: (name: string, reaction: string) => `${name} reacted: ${reaction}`,
    },
    talk: {
      placeholder: "Message to everyone here",
      send: "Send",
      empty: "No messages since you came.",
      vanish:
        "Only those who are here now can read this. Messages vanish when you leave, and nobody keeps them.",
      notSent: "Your message was not sent. Try again.",
      tooFast: "That was a little fast. Wait a moment, then send again.",
      unread: (count: number) => (count === 1 ? "1 new message" : `${count} new messages`),
      openUnread: (count: number) =>
        count === 1 ? "Chat, 1 new message" : `Chat, ${count} new messages`,
      said: (name: string, text: string) => `${name} wrote: ${text}`,
      log: "Messages",
      left: (count: number) => `${count} characters left`,
    },
    list: {
      search: "Find someone",
      numbers: "People of one name have a number, each their own.",
      none: "Nobody of that name is here.",
      count: (count: number) => (count === 1 ? "1 person is here" : `${count} people are here`),
      open: (count: number) =>
        count === 1 ? "People, 1 person is here" : `People, ${count} people are here`,
      actions: (name: string) => `What you can do about ${name}`,
    },
    devices: {
      title: "Devices",
      blur: "Blur my background",
      standard: "As the system chooses",
    },
    keys: {
      title: "Keyboard shortcuts",
      use: "Use single keys as shortcuts",
      note: "They do nothing while you type.",
      mic: "Microphone on or off",
      camera: "Camera on or off",
      screen: "Share or stop sharing the screen",
      hand: "Raise or lower your hand",
      chat: "Open or close the chat",
      people: "Open or close the list of people",
      view: "Grid view or speaker view",
      help: "Show these shortcuts",
      escape: "Close what is open",
      escapeKey: "Esc",
    },
    announce: {
      title: "Accessibility",
      on: "Tell my screen reader who speaks",
    },
    /** Who can see and hear what is said and shown: the badge, its page, and what is told of keys. */
    sealed: {
      on: "End-to-end encrypted",
      off: "Not end-to-end encrypted",
      vouched: "End-to-end encrypted, vouched",
      agreeing: "Agreeing on keys…",
      without: "No keys yet",
      held: "Encrypted. You may not be heard or seen",
      heldText:
        "Your sound and picture leave this page encrypted or not at all. In the last few seconds it could not encrypt them, or can’t tell whether it could: you may not be heard or seen. If this goes on, load the page again.",
      title: "Who can see and hear this call",
      code: "The code of the moment",
      how: "Read it aloud together. If everyone has the same code, only the people in the list below can see and hear you. Is there anyone you don’t know? The code changes whenever someone joins or leaves.",
      differ:
        "If it differs while nobody comes or goes, somebody may be listening: say nothing private here. Begin a new meeting and send its link in another way.",
      changed: "It changed just now: begin again with the first digit.",
      inWords: "The same code in words",
      codeWaiting: (names: string) => `Waiting for ${names}: each page has its part in the code.`,
      codeOverdue: (names: string) =>
        `No answer from ${names}. A page that is slow or reloading may be the reason.`,
      codeAgain: "Try again",
      codeAlone: "While you are alone here there is nothing to compare.",
      codeTooMany: "With more than 50 people here there is no code to compare.",
      group: "Who has the keys",
      unvouched:
        "You have no keys yet: a host has to vouch for you. Until then you see and hear no one, and no one sees or hears you. When a host does, this page goes on by itself.",
      /** The sitting is not believed to be the present one: neither this page nor, by it, anyone else gets keys. */
      notBelieved:
        "By this device’s clock the call began more than 24 hours ago, or is yet to begin: so this page can neither get keys nor give any. Check the device’s date and time; once they are right, this page goes on by itself. If they were right all along, everyone has to leave and come back.",
      believed:
        "This meeting is not vouched: anyone who has the complete link gets keys once this service lets them in.",
      vouchedText:
        "This meeting is vouched: no one gets keys unless a host, or someone a host lets vouch, vouches for them. Without that, not even the people who run this service can bring anyone in.",
      numbers:
        "The number below a name belongs to that person alone, on every page, until they reload theirs: so two people of the same name can be told apart.",
      outside: "without encryption, not shown or heard",
      turns: (count: number) =>
        count === 1
          ? "The keys changed once since you came."
          : `The keys changed ${count} times since you came.`,
      noTurns: "The keys have not changed since you came.",
      dropped: (sent: number, shown: number) =>
        `Pieces of your sound, picture and messages that could not be encrypted and were not sent: ${sent}. Pieces from others that could not be opened and were not played or shown: ${shown}. A few are normal.`,
      sees: "What this service can see",
      seesText:
        "Who is in the call and when, from which place each seems to join, who speaks and how much, and how large what is sent is, and when.",
      seesNot: "What it can’t see or hear",
      seesNotText: "Pictures, sound, shared screens, chat, reactions and raised hands.",
      sealedWith: (format: string) => `Encrypted with ${format}.`,
      nativeClients:
        "This meeting also admits other apps, whose format protects less: the service still can’t see or hear anything, but it could pass one person’s camera off as their screen, or play a moment again.",
      program:
        "The program of this page comes from the service too: trust whoever runs the service, or compare it with the published release. In Graticule’s source code, this command does it:",
      openText:
        "What you say and show is encrypted on its way to the service and from there to the others. In between, whoever runs the service could see and hear it.",
      openChange: "The host can change this while nobody is in the meeting.",
      unsealed: (name: string) =>
        `Something from ${name} came without encryption and is not shown.`,
      unlisted: (name: string) =>
        `${name} has the keys of this call but is not shown as being here.`,
      unlistedRow: "has the keys, not shown as being here",
      rekeyed: (name: string) =>
        `${name} has new keys. Their page was loaded again, or it is someone else.`,
      rekeyedRow: "new keys since you came",
      delayed: "This page asked for keys too often and has to wait for a minute.",
      distrusted: "Something about the keys was not right; your page began anew.",
    },
    told: {
      muted: "A host muted you. You can turn your microphone on again.",
      mutedByService:
        "After a report from inside the meeting, this service turned your microphone off under its terms of service. You can turn it on again. If you think that this is wrong, write to whoever runs this service.",
      coHost: "You are a co-host now: you can let people in and help to run the meeting.",
      noCoHost: "You no longer help to run the meeting.",
      acting: "You are acting as host while the host is away.",
      /** To a co-host or a successor, when the last host has left. */
      inCharge: "You run this meeting now, until the host is back.",
      /** To whoever ran it in the meantime. */
      hostBack: "The host is back and runs the meeting again.",
      /** To everybody else inside: names of those who run it. Never why somebody left. */
      runs: (names: string, count: number) =>
        count === 1 ? `${names} runs the meeting now.` : `${names} run the meeting now.`,
      nobodyRuns: "Nobody runs the meeting now.",
      ruleChanged: "Who can join this meeting was changed.",
      locked: "The meeting is locked: whoever is new waits until they are let in.",
      limited:
        "This meeting continues. Access from one place is limited by an order. Everyone here is unaffected.",
    },
    /** Somebody inside whom an order will keep out in a few minutes. */
    soon: {
      title: "You can’t stay here much longer.",
      until: (time: string) => `You can stay until ${time}.`,
      /** Before when it ends: not "until" a second time. */
      ends: "The order ends",
      left: (minutes: number) => (minutes === 1 ? "1 minute left" : `${minutes} minutes left`),
      only: "Only you see this. Nobody else is told.",
      leave: "Leave now",
    },
  },
  process: {
    lead: "A government’s demand may reach the people inside its own territory, and nobody else. This is what that means on this service, in the version that runs here.",
    sections: [
      {
        title: "No meeting is ended, no account is closed",
        body: "Nothing in this service lets a demand end a meeting for everyone, close an account, or change another meeting. A host can end a meeting for all. Otherwise only abuse can be a reason, and that has a way of its own, below.",
      },
      {
        title: "Limits by place",
        body: "Hosts can limit a meeting to places, or close it to places. That is the host’s own choice, and whoever is kept out is told so. We look only at the network address of the connection, while it lasts; it is never stored. A VPN can change what it shows.",
      },
      {
        title: "Orders",
        body: "The service can keep one meeting from one place for a stated time, at most seven days, when a government orders it. It touches only people whose place is certain: whoever might be elsewhere stays. Everyone kept out is told that it was ordered, by whom and until when; where a name is left out, the page says that too. It takes two people of this service who had no part in taking the demand in; one suffices to refuse it or to end the order.",
      },
      {
        title: "Appeals",
        body: "Whoever is kept out, the host and anybody else can appeal, without an account. Somebody who had no part in the order decides within 72 hours; if nobody does, the order ends by itself. When an order ends, everyone it kept out can join at once.",
      },
      {
        title: "Abuse",
        body: "Anybody can report abuse. To end a meeting or close an account for it takes two people of this service and a report from somebody who was inside. What a government sends is answered as a demand, whatever it calls it; where there is one, a third person must agree to the end, and both are made public together.",
      },
      {
        title: "What is kept",
        body: "A meeting’s title, times and rules are stored; 30 days after the host ends it they are deleted. Who was there and where from lives in the server’s memory while the meeting runs, and nowhere else: there is no list to hand over. The service makes no recordings. Meetings made on its page are end-to-end encrypted unless the host turns that off: whoever controls the server can’t see or hear them, as long as it serves the page as it was published. Unless a host vouches for each person, anyone who has the complete link and is let in gets keys, even someone who runs this service.",
      },
      {
        title: "Whom to ask",
        body: "Each service is run by someone of its own: a university, a newsroom, a company. Whoever gave you the link can tell you who runs this one. They alone can answer an appeal, and they answer to the law of their country.",
      },
    ],
    holds: "Everything that this service holds",
    sources: "Where places come from",
    own: "This service’s own list of its networks",
    state: { fresh: "", stale: "old data", missing: "missing now", rejected: "not usable now" },
  },
};

/** The shape of a language: every other file has the same keys and parameters. */
export type Words = typeof en;
