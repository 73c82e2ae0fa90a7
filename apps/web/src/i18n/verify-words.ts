/** English words for checking an entry in the reader's browser. */
export const verifyWords = {
  title: "Verify",
  lead: "Your browser fetches the signed head of the log and checks for itself that this entry is in it.",
  start: "Verify this entry",
  again: "Verify again",
  running: "Checking …",
  state: {
    waiting: "not yet",
    passed: "passed",
    failed: "does not agree",
    nothing: "nothing to check",
    cannot: "can’t be checked here",
    unreachable: "no answer",
  },
  skipped: "not looked at",
  step: {
    leaf: "The entry is written as it must be",
    key: "The log shows its key",
    signature: "The head of the log is signed by that key",
    place: "The entry stands at its place in the log",
    path: "Its place leads to what is signed",
    texts: "The texts beside it are those that were entered",
    slot: "The sealed slot held what is told",
    growth: "The log has only grown",
  },
  found: {
    leaf: (bytes: number) => `${bytes} bytes. Their hash:`,
    key: "It is taken on trust: compare it with one that you got elsewhere.",
    keyKnown: "The same as before on this page.",
    signature: (size: number) =>
      size === 1 ? "It vouches for 1 entry." : `It vouches for ${size} entries.`,
    place: (file: string, at: number) => `Hash ${at} in /log/${file} is this entry’s.`,
    path: (hashes: number, size: number) =>
      `${hashes === 1 ? "1 hash leads" : `${hashes} hashes lead`} from it to the root of all ${size} entries.`,
    shown: (names: string) => `As entered: ${names}.`,
    gone: (names: string) => `Taken down, and an entry of the log says so: ${names}.`,
    slot: (slot: number) => `What is told opens the slot of entry ${slot}.`,
    first: "This is the first head that this page saw, so there is nothing to compare yet.",
    same: "It is the same as this page saw before.",
    grown: (since: number, size: number) =>
      `All ${since} entries that this page saw before are still there; ${size - since} came after.`,
  },
  nothing: {
    texts: "This entry has no text beside it.",
    slot: "Nothing is opened here so far.",
    growth: "Nothing signed was seen.",
  },
  cannot:
    "This browser can’t check Ed25519 signatures, or the page did not come by HTTPS. The other steps go on with an unchecked head. A newer browser can do it, and so can the verifier.",
  soundTitle: "This entry is in the log, as you see it here",
  sound: (size: number) =>
    `Your browser checked each step by itself, against a head that vouches for ${size} entries. Whoever changes one byte of the entry, or takes it out, needs another head, and everybody who kept this one can see that.`,
  notSignedTitle: "It agrees, but for the signature",
  notSigned:
    "All else agrees with each other. Without the signature nothing says that this is the head that others see.",
  unreachableTitle: "It could not be checked",
  unreachable:
    "The service gave no answer to a question. That says nothing about the log. Try again in a moment.",
  failedTitle: (step: string) => `This does not hold: “${step}”`,
  fault: {
    leaf: {
      "no-entry":
        "What the service showed is no entry that the log can have, or it is written in another way than the one that is hashed.",
    },
    key: {
      "no-key": "The service shows no key, or none that can be read. Nobody can say who signs.",
      "other-key":
        "The service shows another key than before on this page. Keys change rarely, and the old one signs beside the new one for a while.",
    },
    signature: {
      malformed: "The head of the log is not written as a signed head is.",
      forged:
        "The head names the key, and the signature is not that key’s. Somebody else wrote it, or changed it.",
      unknown: "The head is not signed by the key that the log shows.",
      "other-log": "The head is signed, and it is another log’s.",
      missing: "The log has no signed head. So nothing vouches for its entries.",
    },
    place: {
      beyond: "The head vouches for fewer entries than that this one could be among them.",
      missing:
        "The file in which this entry’s hash must stand is not there, or has another length.",
      "other-hash": "At this place the log has another entry than the one that you see here.",
    },
    path: {
      missing: "A file that is needed on the way to the root is not there, or has another length.",
      "other-root":
        "From here one comes to another root than the one that is signed. An entry was changed, put in or taken out, here or nearby.",
    },
    texts: {
      differs: "A text is not the one that was entered. So it is not shown on this page.",
      missing: "A text is not there, and no entry of the log says that it was taken down.",
    },
    slot: {
      missing: "The entry of the slot, or the one that opens it, can’t be found in the log.",
      "no-slot": "Where a slot should be, the log has something else.",
      "held-otherwise": "What is told is not what the slot was filled with.",
    },
    growth: {
      shrunk:
        "The log has fewer entries than this page saw before. A log only grows: some were cut off.",
      "other-history":
        "The log is not the one that this page saw before, only longer. Something in its past was changed.",
      missing: "A file that is needed to compare it with what this page saw before is not there.",
    },
  },
  which: (name: string) => `It is about: ${name}.`,
  doTitle: "What you can do",
  doFirst:
    "Keep the file with what your browser was given. It is your evidence, and the service can’t take it back.",
  keep: "Keep the file",
  doRun:
    "Run the verifier, best on another machine and another network. It looks at the whole log and names the first bad entry:",
  doTell:
    "Tell others: whoever else reads this log can compare what they see. Ask whoever runs the service, too.",
  compare: "Compare it with others",
  compareText:
    "Of one size a log has one root. If anybody was ever shown another one of this size, the log is two logs, and both are proof of it.",
  headLabel: "The signed head",
  keyLabel: "The key",
  limits:
    "The program of this page came from the same service. If you don’t want to believe it, run the verifier: one file that you can read, and that remembers what it saw. This page remembers the head until you close it or load it anew, and stores nothing on your device.",
} as const;
