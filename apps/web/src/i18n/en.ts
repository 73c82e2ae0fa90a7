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
    skip: "Skip to the page",
    loading: "One moment…",
    offline:
      "The service can’t be reached. Check your connection; this page tries again by itself.",
    failed: "Something went wrong on our side. Please try again in a moment.",
    tooMany: "That was a little fast. Wait a moment, then try again.",
    retry: "Try again",
    home: "To the start page",
    placesBy: "Location data:",
  },
  home: {
    title: "Meet",
    codeLabel: "Meeting link or code",
    codePlaceholder: "abc-defg-hij",
    codeWrong: "That is not a meeting link. A code looks like abc-defg-hij.",
    go: "Join",
    newMeeting: "New meeting",
    needsOperator:
      "New meetings are made by whoever runs this service: they open it with the set-up link that the server printed when it started.",
    mine: "Your meetings",
    mineOnDevice: "on this device",
    manage: "Manage",
    ended: "ended",
  },
  sentence: {
    everyone: "Everyone can join, from anywhere.",
    except: (places: string) => `People in ${places} can’t join.`,
    only: (places: string) => `Only people in ${places} can join.`,
    onlyNever: (places: string, never: string) =>
      `Only people in ${places} can join, and nobody from ${never}.`,
    doubtAdmit: "If we can’t tell where someone is, they can join.",
    doubtHold: "If we can’t tell where someone is, they wait in the lobby.",
    doubtRefuse: "If we can’t tell where someone is, they can’t join either.",
    doubtAsk:
      "If we can’t tell where someone is, we ask them; whoever’s answer fits can join, everyone else waits in the lobby.",
    until: (time: string) => `This holds until ${time}.`,
    more: (count: number) => (count === 1 ? "1 more place" : `${count} more places`),
    nowhere: "…",
    /** What holds and who decided it, one sentence a limit. */
    limit: {
      "meeting/closed": (places: string) => `Closed to ${places} by the host, for this meeting.`,
      "meeting/closed-until": (places: string, time: string) =>
        `Closed to ${places} by the host until ${time}, for this meeting.`,
      "meeting/only": (places: string) => `Open only to ${places} by the host, for this meeting.`,
      "meeting/only-until": (places: string, time: string) =>
        `Open only to ${places} by the host until ${time}, for this meeting.`,
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
  graticule: {
    label: "The world as a grid of places",
    note: "An illustration, not a map of borders. The list does the same.",
    hint: "Use the arrow keys to walk, Enter to choose, letters to find.",
    state: {
      neutral: "",
      allowed: "can join",
      denied: "can’t join",
      some: "a few here",
      many: "many here",
    },
    legend: { allowed: "can join", denied: "can’t join", some: "a few", many: "5 or more" },
  },
  door: {
    from: (place: string) => `Joining from ${place}`,
    fromNowhere: "We can’t tell where you are joining from",
    sure: { sure: "sure", likely: "likely", "cannot-tell": "not sure" },
    notRight: "Not right?",
    why: "Why?",
    notRightText:
      "We look only at your network address, and it can mislead: a VPN, a company network or a mobile network often seems to be somewhere else. Turn it off or use another network and open this page again; if that doesn’t help, tell the host.",
    name: "Your name",
    namePlaceholder: "How others see you",
    nameMissing: "Tell the others your name.",
    camera: "Camera",
    microphone: "Microphone",
    cameraOn: "Turn the camera on",
    cameraOff: "Turn the camera off",
    micOn: "Turn the microphone on",
    micOff: "Turn the microphone off",
    cameraIsOff: "Your camera is off",
    noCamera: "No camera",
    noMicrophone: "No microphone",
    deviceUnnamed: (index: number) => `Device ${index}`,
    join: "Join",
    joining: "Joining…",
    starts: (time: string) => `Starts ${time}. You can join already.`,
    untitled: "A meeting",
    you: "You",
  },
  device: {
    denied: (thing: string) =>
      `Your browser keeps the ${thing} from this page. Allow it beside the address, or go on without.`,
    missing: (thing: string) => `No ${thing} was found. You can go on without.`,
    busy: (thing: string) =>
      `Another program is using the ${thing}. Close it there, or go on without.`,
    insecure: "Cameras and microphones work only over https or on localhost.",
    other: (thing: string) => `The ${thing} didn’t start. You can go on without.`,
    camera: "camera",
    microphone: "microphone",
    screen: "screen",
  },
  gone: {
    notFoundTitle: "There is no meeting here",
    notFound: "The link may be incomplete, or the meeting was deleted. Ask for the link again.",
    endedTitle: "This meeting has ended",
    ended: "The host ended it for everyone.",
    leftTitle: "You left the meeting",
    left: "It goes on without you.",
    again: "Join again",
    cannotCheckTitle: "We can’t let anyone in right now",
    cannotCheck:
      "The service can’t check the meeting’s rules at the moment, so it keeps the door closed. This page tries again by itself.",
    failedTitle: "That didn’t work",
    noAnswerTitle: "The service doesn’t answer right now",
    noAnswer: "Your link is not the reason. This page tries again by itself.",
    pageTitle: "There is nothing here",
    page: "The address may be incomplete.",
  },
  refused: {
    title: "You can’t join from here right now.",
    innocent: "You did nothing wrong.",
    keepOpen: "Keep this page open: a button to join appears here if that changes.",
    openTitle: "You can join now.",
    open: "What kept you out has changed.",
    again: "Join again",
    notThere: "I’m not there",
    leave: "Leave quietly",
    why: "Why",
    whoDecided: "Who decided",
    law: "By which law",
    until: "Until",
    noEnd: "No end is set.",
    unaffected: "What this does not touch",
    unaffectedText:
      "The meeting goes on for everyone else. Nothing else of yours is affected: other meetings, links and accounts work as before.",
    sealed: "We can’t name them for now.",
    appeal: "Appeal",
    appealText:
      "Whoever runs this service answers appeals. If you don’t know them, ask whoever gave you the link; say when you were kept out and what this page says. You don’t have to give a reason for being in the meeting.",
    contact: "How this service answers governments",
  },
  reason: {
    "meeting/denied-place": (place: string) => `The host closed this meeting to ${place}`,
    "meeting/outside-allowed": () =>
      "The host opened this meeting to certain places only, and yours is not one of them",
    "meeting/cannot-tell": () =>
      "The host limits this meeting by place, and we can’t tell where you are joining from",
    "account/denied-place": (place: string) =>
      `The host’s organisation closed its meetings to ${place}`,
    "account/outside-allowed": () =>
      "The host’s organisation opened its meetings to certain places only, and yours is not one of them",
    "account/cannot-tell": () =>
      "The host’s organisation limits its meetings by place, and we can’t tell where you are joining from",
    "platform/denied-place": (place: string) => `This service is closed to ${place}`,
    "platform/outside-allowed": () =>
      "This service is open to certain places only, and yours is not one of them",
    "platform/cannot-tell": () =>
      "This service limits meetings by place, and we can’t tell where you are joining from",
    ordered: (place: string) =>
      `A government ordered that this meeting can’t be joined from ${place}`,
    here: "the place you are joining from",
    until: (time: string) => ` until ${time}`,
  },
  call: {
    connecting: "Joining…",
    reconnecting: "Your connection was lost. Trying to come back…",
    mic: "Microphone",
    camera: "Camera",
    screen: "Share screen",
    stopScreen: "Stop sharing",
    people: "People",
    places: "Places",
    rules: "Rules",
    host: "Host",
    leave: "Leave",
    close: "Close",
    muted: "microphone off",
    speaking: "is speaking",
    you: (name: string) => `${name} (you)`,
    screenOf: (name: string) => `${name}’s screen`,
    service: "service",
    alone: "You are the only one here. Share the link to invite others.",
    startSound: "Turn the sound on",
    more: (count: number) => `and ${count} more`,
    copyLink: "Copy the link",
    controls: "Meeting controls",
  },
  band: { none: "nobody", "a-few": "a few" },
};
