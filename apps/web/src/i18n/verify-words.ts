/** English words for checking an entry in the reader's browser. */
export const verifyWords = {
  title: "Verify",
  lead: "Your browser fetches the signed head of the log and checks for itself that this entry is part of it.",
  start: "Verify this entry",
  again: "Verify again",
  running: "Checking…",
  state: {
    waiting: "not yet",
    passed: "passed",
    failed: "does not match",
    nothing: "nothing to check",
    cannot: "can’t be checked here",
    unreachable: "no answer",
  },
  skipped: "not checked",
  step: {
    leaf: "The entry is in the right form",
    key: "The log shows its key",
    signature: "The head of the log is signed with that key",
    place: "The entry is at its place in the log",
    path: "Its place leads to the signed head",
    texts: "The texts beside it are the ones that were entered",
    slot: "The sealed slot held what was published",
    signers: "Desk members signed it with their desk keys",
    growth: "The log has only grown since this page last saw it",
    date: "The log is up to date",
  },
  found: {
    leaf: (bytes: number) => `${bytes} bytes, with this hash:`,
    key: "Taken on trust: compare it with a copy you got elsewhere.",
    keyKnown: "The same as before on this page.",
    signature: (size: number) => (size === 1 ? "It covers 1 entry." : `It covers ${size} entries.`),
    place: (file: string, at: number) => `Hash ${at} in /log/${file} belongs to this entry.`,
    path: (hashes: number, size: number) =>
      `${hashes === 1 ? "1 hash leads" : `${hashes} hashes lead`} from it to the root of all ${size} entries.`,
    shown: (names: string) => `As entered: ${names}.`,
    gone: (names: string) => `Taken down, and an entry of the log says so: ${names}.`,
    slot: (slot: number) => `What was published opens the slot of entry ${slot}.`,
    signedOrder: (proposer: string, approver: string) =>
      `A reviewer’s key, ${proposer}, signed the proposal, and an approver’s key, ${approver}, signed the approval. Both signed exactly this order.`,
    signedChange: (proposer: string, approver: string) =>
      `A desk member’s key, ${proposer}, signed the proposal, and an approver’s key, ${approver}, signed the confirmation. Both signed exactly this change.`,
    signedDecision: (key: string) =>
      `The key of someone who decides appeals, ${key}, signed exactly this decision. It is neither of the two that made the order.`,
    signedTerms: (keys: string) =>
      `Desk keys of different people signed exactly this action: ${keys}. The first proposed it, the others approved it.`,
    waited: "No one signed this change. It was public for 7 days, and no one declined it.",
    same: "The head is the same one this page saw before.",
    grown: (since: number, size: number) =>
      `All ${since} entries that this page saw before are still there; ${size - since} came after.`,
    date: (day: string, ago: number) =>
      `Its newest complete day was ${day} (${ago === 0 ? "today" : ago === 1 ? "yesterday" : `${ago} days ago`}, UTC). Every day adds entries, so a log that stopped would show it here.`,
  },
  nothing: {
    texts: "This entry has no texts beside it.",
    slot: "Nothing has been opened here so far.",
    signers: "Entries like this one aren’t signed by desk members.",
    growth: "This is the first head this page has seen. Check again later to compare.",
  },
  unsigned: {
    before: "This entry is older than the first desk key.",
    sealed: (day: string) =>
      `The log lets these two keys sign orders. A law delays the reason until ${day} is over, and the signatures cover the reason, so they can be checked only after that.`,
  },
  cannot: {
    signature:
      "This browser can’t check Ed25519 signatures, or this page wasn’t served over HTTPS. The other steps continue with an unchecked head. Use a newer browser or the verifier to check it.",
    signers:
      "This page wasn’t served over HTTPS, so your browser can’t check desk members’ signatures. The verifier can.",
  },
  soundTitle: "This entry is in the log, as you see it here",
  sound: (size: number) =>
    `Your browser checked each step against a head that covers ${size === 1 ? "1 entry" : `${size} entries`}. Changing a single byte of this entry, or removing it, would take a different head, and anyone who kept this one could tell.`,
  proof:
    "You can keep this as a file that proves the entry, with its texts, even without this service. The verifier checks it offline, with the log’s key. Keep the key too, and compare it with a copy you got elsewhere:",
  keepProof: "Download the proof",
  notSignedTitle: "Everything matches, but the signature wasn’t checked",
  notSigned:
    "Everything else is consistent. Without the signature, nothing shows that this is the head that others see.",
  unreachableTitle: "It couldn’t be checked",
  unreachable: "The service didn’t answer. That says nothing about the log. Try again in a moment.",
  failedTitle: (step: string) => `This check failed: “${step}”`,
  fault: {
    leaf: {
      "no-entry":
        "What the service showed isn’t a valid log entry, or isn’t written in the form that is hashed.",
    },
    key: {
      "no-key":
        "The service shows no key, or none that can be read, so there is no telling who signs.",
      "other-key":
        "The service shows a different key than it did before on this page. Keys rarely change, and when they do, the old one keeps signing beside the new one for a while.",
    },
    signature: {
      malformed: "The head of the log isn’t in the form of a signed head.",
      forged:
        "The head names the key, but the signature wasn’t made with it. Someone else wrote or changed it.",
      unknown: "The head isn’t signed with the key that the log shows.",
      "other-log": "The head is signed, but it belongs to another log.",
      missing: "The log has no signed head, so nothing vouches for its entries.",
    },
    place: {
      beyond: "The head covers too few entries to include this one.",
      missing: "The file that should hold this entry’s hash is missing or has the wrong length.",
      "other-hash": "At this place, the log has a different entry from the one you see here.",
    },
    path: {
      missing: "A file needed on the way to the root is missing or has the wrong length.",
      "other-root":
        "This entry leads to a different root from the signed one. An entry was changed, added or removed, here or nearby.",
    },
    texts: {
      differs: "A text isn’t the one that was entered, so this page doesn’t show it.",
      missing: "A text is missing, and no entry in the log says that it was taken down.",
    },
    slot: {
      missing: "The entry of the slot, or the one that opens it, can’t be found in the log.",
      "no-slot": "Where a slot should be, the log has something else.",
      "held-otherwise": "What was published isn’t what the slot held.",
    },
    signers: {
      missing:
        "An entry that shows who holds which key is missing, or isn’t the one that was signed.",
      "not-signed":
        "This order doesn’t have two valid signatures: one by a reviewer’s key and one by the key of someone who had been an approver for three days.",
      "not-signed-again":
        "This confirmation doesn’t have two valid signatures of exactly this order: one by a reviewer’s key and one by an approver’s, both given their roles after the restore.",
      "not-decided":
        "By this decision the order stands, but it doesn’t have a valid signature by the key of someone who decides appeals and had no part in the order.",
      "terms-not-signed":
        "This action doesn’t have the valid signatures of different desk keys that it takes: one by who proposed it and one by each person who approved it.",
      "not-confirmed":
        "This change doesn’t have two valid signatures: one by a desk member’s key and one by the key of someone who had been an approver for three days. It wasn’t public for 7 days either.",
    },
    growth: {
      shrunk:
        "The log has fewer entries than this page saw before. A log can only grow, so some were cut off.",
      "other-history":
        "This log doesn’t continue the one this page saw before. Something in its past was changed.",
      missing: "A file needed to compare the log with what this page saw before is missing.",
    },
    date: {
      old: "The log has stopped, or this is an old copy of it. Every day adds entries, but the newest day here is more than two days old.",
      ahead: "The log has a day that isn’t over by your device’s clock. One of the two is wrong.",
      missing: "The entry that shows the newest day is missing, or isn’t the one that was signed.",
      "no-day":
        "None of the last 4,096 entries ends a day, so nothing shows that the log is kept up.",
    },
  },
  newestDay: (day: string) => `Its newest day: ${day}.`,
  which: (name: string) => `Which text: ${name}.`,
  doTitle: "What you can do",
  doFirst:
    "Download a file with everything your browser was given. It is your evidence, and the service can’t take it back.",
  keep: "Download the evidence",
  doRun:
    "Run the verifier, ideally on another machine and network. It checks the whole log and names the first bad entry:",
  doTell:
    "Tell others who read this log, so that they can compare what they see. Ask the people who run this service, too.",
  compare: "Compare it with others",
  compareText:
    "At any given size, a log has exactly one root. If anyone was ever shown a different root for this size, there are two logs, and the two roots together prove it.",
  headLabel: "The signed head",
  keyLabel: "The key",
  limits:
    "The code of this page came from the same service, and so does the list of entries that name keys of the desk: the verifier reads all entries. If you don’t want to rely on it, run the verifier: a single file that you can read and that remembers what it saw. This page remembers the head only until you close or reload it, and stores nothing on your device.",
} as const;
