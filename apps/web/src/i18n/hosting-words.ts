/** What hosts read in the call, in English: whatever shows it says so with `lang`. */
export const hostingWords = {
  /** Before the door, until somebody lets them in. */
  outside: (count: number) =>
    count === 1 ? "1 person waits outside" : `${count} people wait outside`,
  /** Kept out by the rule; they say that they are not where it says. */
  ask: (count: number) =>
    count === 1 ? "1 person kept out asks to come in" : `${count} people kept out ask to come in`,
  outsideAndAsk: (outside: string, asking: number) =>
    `${outside}, ${asking} kept out ${asking === 1 ? "asks" : "ask"} to come in`,
  waitingTitle: "Waiting",
  because: {
    lobby: "waits to be let in",
    locked: "the meeting is locked",
    "cannot-tell": "we can’t tell where they are",
    "sent-back": "sent to the lobby",
    "media-path": "their network doesn’t allow the second check of the place",
    terms: "taken out by this service under its terms; you may let them in again",
    knock: "kept out by the rule, and asks to come in",
  },
  /** Of whoever the rule keeps out: what they say of it themself. */
  says: {
    there: "asks to come in from a place that this meeting is closed to",
    "not-there": "kept out by the rule, and says: “I’m not there”",
  },
  byOwnPass: "came by a pass",
  byPass: (name: string) => `came by a pass for “${name}”`,
  admit: "Let in",
  admitOf: (name: string) => `Let in: ${name}`,
  admitAll: (count: number) => `Let in the ${count} in the lobby`,
  oneByOne: "Whoever a rule keeps out, or this service took out, comes in one by one.",
  givePass: "Give a pass",
  givePassOf: (name: string) => `Give a pass to ${name}`,
  passGiven: (name: string) => `${name} has a pass now, and comes in against this meeting’s rule.`,
  /** After a click in a list of people that was another one a moment ago. */
  rowsChanged: "The list changed just before you clicked, so nothing was done. Look again.",
  /** In a vouched meeting. */
  unvouchedTitle: "Without keys",
  unvouchedText:
    "They were let in, and no one vouched for their keys: they see and hear no one. Give keys to people you expect. Where it matters, compare the number with them.",
  vouch: "Give keys",
  vouchOf: (name: string) => `Give keys to ${name}`,
  vouchAll: (count: number) => `Give keys to these ${count}`,
  otherKeys: "other keys than before: their page was loaded again, or it is someone else",
  withoutKeys: (count: number) =>
    count === 1 ? "1 person is inside without keys" : `${count} people are inside without keys`,
  hostKeyMissing:
    "This browser doesn’t hold the host key of this meeting. You can let people in here, but they get no keys. Open the complete management link in this browser, or scan its code from a device that has it, and load this page again.",
  notLetVouch:
    "You can let people in, but they get no keys: only a host who has the host key can let you vouch, by making you co-host.",
  /** They may stay before the door, and ask again. */
  decline: "Not now",
  declineOf: (name: string) => `Not now: ${name}`,
  manage: "Manage this meeting",
  manageDetail: "Passes, links, times and history, in a new tab.",
  door: "The door",
  lock: "Lock the meeting",
  lockDetail: "Whoever comes new waits in the lobby. Whoever is inside can leave and come back.",
  lobby: "Everyone waits in the lobby first",
  lobbyDetail: "You let each person in. Whoever is inside stays.",
  muteAll: "Mute everyone but hosts",
  mutedAll: "Everyone but hosts was muted.",
  mute: "Mute",
  mutedOne: (name: string) => `${name} was muted.`,
  makeCoHost: "Make co-host",
  madeCoHost: (name: string) =>
    `${name} is a co-host now. They can let people in or put them out, change who may join, and end it for all.`,
  endCoHost: "No longer co-host",
  endedCoHost: (name: string) => `${name} is no longer a co-host.`,
  addSuccessor: "May run the meeting if I’m away",
  dropSuccessor: "No longer runs the meeting if I’m away",
  successorAdded: (name: string) => `${name} can run the meeting if no host is here.`,
  successorDropped: (name: string) => `${name} was taken off the list.`,
  sendBack: "Send to the lobby",
  sentBack: (name: string) => `${name} is in the lobby now.`,
  remove: "Remove",
  removeTitle: (name: string) => `Remove ${name}?`,
  removeText:
    "They leave now. If they come again, they wait in the lobby, and so does whoever else comes new from the same network.",
  removed: (name: string) => `${name} was removed.`,
  ban: "Remove for good",
  banTitle: (name: string) => `Remove ${name} for good?`,
  banText:
    "They leave now and can’t come back to this meeting. Whoever else comes new from the same network waits in the lobby. You can change that later.",
  banned: (name: string) => `${name} can’t come back.`,
  unban: "Allow again",
  unbanOf: (name: string) => `Allow again: ${name}`,
  unbanned: (name: string) => `${name} can come again.`,
  bannedTitle: "Can’t come back",
  successors: "If no host is here",
  successorsDetail: "The first of these who is here runs the meeting until a host is back.",
  since: (time: string) => `since ${time}`,
  noSuccessors:
    "Nobody is named. Then the meeting goes on as it is, and nobody can change it. You name somebody by the three dots beside their name.",
  coHostsCarryOn: "While no host is here, the co-hosts run the meeting.",
  noSuccessorsBeside:
    "If none of them is here either, whoever is named by the three dots beside their name takes over. Nobody is named.",
  up: (name: string) => `Move ${name} up`,
  down: (name: string) => `Move ${name} down`,
  take: (name: string) => `Take ${name} off the list`,
  away: "not here now",
  lowerHand: "Lower the hand",
  locked: "The meeting is locked.",
  unlocked: "The meeting is open again.",
  lobbyOn: "Everyone new waits in the lobby.",
  lobbyOff: "People come in without waiting.",
  noLonger: "That no longer applies: they left, or another host was faster.",
  notYours: "Only a host or a co-host can do that.",
  leaveOnly: "Leave",
  leaveDetail: "The meeting goes on.",
  leaveAlone: "The meeting goes on, and nobody runs it.",
  handOver: "Hand over and leave…",
  handOverDetail: "Somebody runs it as co-host.",
  handOverTitle: "Hand over the meeting",
  handOverTo: "Who runs it when you are gone?",
  handOverText: "They become co-host, and stay so until you change it.",
  handOverChoose: "Choose somebody",
  handOverConfirm: "Hand over and leave",
  /** In a vouched meeting: they have the role, and not what lets them vouch. */
  handOverNoKeys: (name: string) =>
    `${name} runs the meeting now, but can’t give keys to anyone yet: this page couldn’t pass that on. Without it, no one new gets keys once you are gone. Try again in a moment, or leave.`,
  see: "Show",
} as const;
