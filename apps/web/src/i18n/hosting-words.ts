/** What hosts read in the call, in English: whatever shows it says so with `lang`. */
export const hostingWords = {
  /** Before the door, until somebody lets them in. */
  outside: (count: number) => (count === 1 ? "1 person is waiting" : `${count} people are waiting`),
  /** Kept out by the rule; they say that they are not where it says. */
  ask: (count: number) =>
    count === 1
      ? "1 person who was kept out is asking to join"
      : `${count} people who were kept out are asking to join`,
  outsideAndAsk: (outside: string, asking: number) =>
    `${outside}, and ${asking} who ${asking === 1 ? "was" : "were"} kept out ${asking === 1 ? "is" : "are"} asking to join`,
  waitingTitle: "Waiting",
  because: {
    lobby: "waiting to be let in",
    locked: "the meeting is locked",
    "cannot-tell": "we can’t tell where they are",
    "sent-back": "moved to the lobby",
    "media-path": "their network doesn’t allow the second location check",
    terms: "removed by this service under its terms; you can let them in again",
    knock: "kept out by the rule, and asking to join",
  },
  /** Of whoever the rule keeps out: what they say of it themself. */
  says: {
    there: "asking to join from a place this meeting is closed to",
    "not-there": "kept out by the rule, and says: “I’m not there”",
  },
  byOwnPass: "joined with a guest pass",
  byPass: (name: string) => `joined with a guest pass for “${name}”`,
  admit: "Let in",
  admitOf: (name: string) => `Let in: ${name}`,
  admitAll: (count: number) => `Let in all ${count} in the lobby`,
  oneByOne: "People kept out by a rule or removed by this service have to be let in one by one.",
  givePass: "Give a guest pass",
  givePassOf: (name: string) => `Give a guest pass to ${name}`,
  passGiven: (name: string) =>
    `${name} now has a guest pass, which lets them in despite this meeting’s own rule.`,
  /** After a click in a list of people that was another one a moment ago. */
  rowsChanged: "The list changed just before you clicked, so nothing was done. Look again.",
  /** In a vouched meeting. */
  unvouchedTitle: "Without keys",
  unvouchedText:
    "They were let in, but no one vouched for their keys, so they can’t see or hear anyone. Give keys to people you expect. Where it matters, ask them to read out the number below their name, and compare it.",
  vouch: "Give keys",
  vouchOf: (name: string) => `Give keys to ${name}`,
  vouchAll: (count: number) => `Give keys to these ${count}`,
  otherKeys: "different keys than before: they reloaded the page, or it’s someone else",
  withoutKeys: (count: number) =>
    count === 1 ? "1 person is inside without keys" : `${count} people are inside without keys`,
  hostKeyMissing:
    "This browser doesn’t have the host key of this meeting. You can let people in here, but they get no keys. Open the full host link in this browser, or scan its code from a device that has it, then reload this page.",
  notLetVouch:
    "You can let people in, but they get no keys. Only a host who has the host key can let you vouch, by making you a co-host.",
  /** They may stay before the door, and ask again. */
  decline: "Not now",
  declineOf: (name: string) => `Not now: ${name}`,
  manage: "Manage this meeting",
  seeNotice: "See the notice",
  manageDetail: "Passes, links, times and history, in a new tab.",
  door: "Lobby and lock",
  lock: "Lock the meeting",
  lockDetail: "New people wait in the lobby. People inside can leave and come back.",
  lobby: "Everyone waits in the lobby first",
  lobbyDetail: "You let each person in. People already inside stay.",
  muteAll: "Mute everyone except hosts",
  mutedAll: "Everyone except hosts was muted.",
  mute: "Mute",
  mutedOne: (name: string) => `${name} was muted.`,
  makeCoHost: "Make co-host",
  madeCoHost: (name: string) =>
    `${name} is now a co-host. They can let people in, remove them, change who can join, and end the meeting for everyone.`,
  endCoHost: "Remove as co-host",
  endedCoHost: (name: string) => `${name} is no longer a co-host.`,
  addSuccessor: "Make backup host",
  dropSuccessor: "Remove as backup host",
  successorAdded: (name: string) => `${name} can take over if no host or co-host is inside.`,
  successorDropped: (name: string) => `${name} is no longer a backup host.`,
  sendBack: "Move to lobby",
  sentBack: (name: string) => `${name} is in the lobby now.`,
  remove: "Remove",
  removeTitle: (name: string) => `Remove ${name}?`,
  removeText:
    "They leave now. If they come back, they wait in the lobby, and so does anyone new from the same network.",
  removed: (name: string) => `${name} was removed.`,
  ban: "Remove permanently",
  banTitle: (name: string) => `Remove ${name} permanently?`,
  banText:
    "They leave now and can’t come back to this meeting. Anyone new from the same network waits in the lobby. You can change this later.",
  banned: (name: string) => `${name} can’t come back.`,
  unban: "Allow back",
  unbanOf: (name: string) => `Allow back: ${name}`,
  unbanned: (name: string) => `${name} can come back.`,
  bannedTitle: "Can’t come back",
  successors: "Backup hosts",
  successorsDetail:
    "If no host or co-host is inside, the first of these who is inside runs the meeting until one is back.",
  since: (time: string) => `since ${time}`,
  noSuccessors:
    "No backup host. If no host is inside, the meeting continues, but no one can manage it. Choose one from the ··· menu beside a name.",
  coHostsCarryOn: "While no host is inside, the co-hosts run the meeting.",
  noSuccessorsBeside:
    "There is no backup host to take over if no co-host is inside either. Choose one from the ··· menu beside a name.",
  up: (name: string) => `Move ${name} up`,
  down: (name: string) => `Move ${name} down`,
  take: (name: string) => `Take ${name} off the list`,
  away: "not here now",
  lowerHand: "Lower hand",
  locked: "The meeting is locked.",
  unlocked: "The meeting is open again.",
  lobbyOn: "New people now wait in the lobby.",
  lobbyOff: "People can now come in without waiting.",
  noLonger: "That no longer applies: they left, or another host was quicker.",
  notYours: "Only a host or a co-host can do that.",
  leaveOnly: "Leave",
  leaveDetail: "The meeting goes on.",
  leaveAlone: "The meeting goes on, and no one runs it.",
  handOver: "Hand over and leave…",
  handOverDetail: "Someone else runs it as co-host.",
  handOverTitle: "Hand over the meeting",
  handOverTo: "Who runs it when you’re gone?",
  handOverText: "They become a co-host and stay one until you change it.",
  handOverChoose: "Choose someone",
  handOverConfirm: "Hand over and leave",
  /** In a vouched meeting: they have the role, and not what lets them vouch. */
  handOverNoKeys: (name: string) =>
    `${name} runs the meeting now, but can’t give keys to anyone yet: this page couldn’t pass that on. Until it does, no one new gets keys once you’re gone. Try again in a moment, or leave.`,
  see: "Show",
} as const;
