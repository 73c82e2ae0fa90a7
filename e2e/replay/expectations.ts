import { demandedFrom, type HomeCode, homeCodes, homes, scenes } from "./cast.ts";
import { departureFaults } from "./departures.ts";
import { authority } from "./desk.ts";
import type { Account, Doors } from "./replay.ts";

/** The meetings withheld from people in the demanded place while they run. */
const ordered: ReadonlySet<string> = new Set(["vigil", "forum"]);

/** Each sentence must hold; its function returns what contradicts it. */
export const expectations: Readonly<Record<string, (account: Account) => readonly string[]>> = {
  "people who are certain to be in the territory are out of two meetings, and no one else is affected":
    peopleFaults,
  "people whom no order affects see each other's pictures throughout": pictureFaults,
  "the conversations stay private: the keys change without those removed, and the service has none":
    keyFaults,
  "one meeting is for pages only and sealed in SFrame, and in the others pages say what is weaker":
    sealFaults,
  "others in the room can't tell who was removed by an order and who left": departureFaults,
  "no meeting is ended and no account suspended: each demand has its own answer": answerFaults,
  "two people's keys signed each order, one to propose and one to approve, as the verifier finds":
    signatureFaults,
  "an order keeps no one out while the public log stands still": standingFaults,
  "only the coming session is limited, and everyone can join when orders are over": doorFaults,
  "hosts read the outcome on the meeting's page, and letters reveal nothing": hostFaults,
  "every row of the hosts' accounts, sign-ins, sessions, keys and meetings is unchanged":
    accountFaults,
  "the one-file verifier and Go's own implementations accept the public log, and both locate any changed byte":
    logFaults,
  "someone who was not there reads the whole story, proves it in their own browser, and learns nothing about the people":
    storyFaults,
};

/** Where the owner was killed, signalling reconnects: everyone is disturbed, and no one may be out for it. */
function peopleFaults({ during, instances }: Account): string[] {
  return during.flatMap((row) => {
    const disturbed = instances === 1 ? row.disturbed : 0;
    const isWithheld = row.home === demandedFrom && ordered.has(row.meeting);
    const misplaced = (isWithheld ? row.inside : row.out) + disturbed;
    const isRight = misplaced === 0 && row.door === (isWithheld ? "451" : "in");
    const what = `${homes[row.home].label}, ${row.meeting}`;
    return isRight ? [] : [`${what}: ${misplaced} are not as they should; door: ${row.door}`];
  });
}

function pictureFaults({ gapsDuring }: Account): string[] {
  return gapsDuring
    .filter(({ fewest }) => fewest === 0)
    .map(({ meeting, home }) => `${homes[home].label}, ${meeting}: a picture stood still`);
}

function keyFaults({ keys }: Account): string[] {
  return keys.flatMap(({ meeting, ...proof }) => {
    const { epochs, staying, without, stillInside, out, keysInUse, found } = proof;
    const faults: readonly (readonly [boolean, string])[] = [
      [Math.min(staying, out, proof.keys) === 0, "no one was checked"],
      [without > 0, `${without} of those who stay have no keys to send with`],
      [epochs !== 1, `those who stay are in ${epochs} epochs`],
      [stillInside > 0, `${stillInside} people who were removed are in the group`],
      [keysInUse > 0, `those removed have ${keysInUse} keys in use`],
      [found > 0, `${found} keys were found in what the service relayed or stores`],
    ];
    return faults.flatMap(([isSo, fault]) => (isSo ? [`${meeting}: ${fault}`] : []));
  });
}

function sealFaults({ seals }: Account): string[] {
  const forPages = seals.filter(({ admits }) => admits === "pages").map(({ meeting }) => meeting);
  return [
    ...(forPages.join() === "reading" ? [] : [`For pages only: ${forPages.join() || "none"}`]),
    ...(seals.length > forPages.length ? [] : ["No page is in a meeting that admits others"]),
    ...seals.flatMap(({ meeting, admits, pages, clients, sayOthers }) =>
      [
        ...(sayOthers === (admits === "pages" ? 0 : pages)
          ? []
          : [`${sayOthers} of ${pages} say so`]),
        ...(admits === "pages" && clients > 0 ? [`${clients} clients are inside`] : []),
      ].map((fault) => `${meeting}: ${fault}`),
    ),
  ];
}

/** Three orders, each for one territory; everything else is refused. */
function answerFaults({ request }: Account): string[] {
  const given = request.content.demands.map(({ kind, meeting = 0 }, at) => {
    const narrows = kind === "withhold-meeting" && scenes[meeting]?.key !== "reading";
    const answer = request.answers[at]?.answer ?? "nothing";
    return { what: `${kind}, ${scenes[meeting]?.key}: ${answer}`, narrows, answer };
  });
  const meetings = request.orders.map(({ meeting }) => scenes[meeting]?.key).join(", ");
  return [
    ...(request.state === "answered" ? [] : [`The request is ${request.state}`]),
    ...given.flatMap(({ what, narrows, answer }) =>
      answer === (narrows ? "narrowed" : "refused") ? [] : [what],
    ),
    ...(meetings === "vigil, forum, coming" ? [] : [`Orders for: ${meetings}`]),
    ...request.orders.flatMap(({ places }) =>
      places.join() === demandedFrom ? [] : [`An order for ${places.join()}`],
    ),
  ];
}

function signatureFaults({ request, log, signers }: Account): string[] {
  const { reviewer, approver } = signers;
  return request.orders.flatMap(({ id, meeting }) => {
    const found = log.signatures.find(({ order }) => order === id);
    const isRight =
      found?.hold === true &&
      found.proposedWith === reviewer.key &&
      found.approvedWith === approver.key;
    return isRight ? [] : [`The order for ${scenes[meeting]?.key} isn't signed by the two`];
  });
}

function standingFaults({ standing: { state, people } }: Account): string[] {
  return [
    ...(state === "waits-for-log" ? [] : [`the order is ${state}`]),
    ...people.flatMap(({ meeting, home, out, disturbed, door }) =>
      out + disturbed === 0 && door === "in"
        ? []
        : [`${homes[home].label}, ${meeting}: ${out} out, ${disturbed} disturbed, door: ${door}`],
    ),
  ];
}

function doorFaults({ doors }: Account): string[] {
  const all = Object.fromEntries(homeCodes.map((home) => [home, "in"])) as Doors;
  const withheld: Doors = { ...all, [demandedFrom]: "451" };
  const expected: readonly (readonly [string, Doors, Doors])[] = [
    ["the coming meeting before it opens", doors.coming.before, all],
    ["the coming meeting while it is open", doors.coming.open, withheld],
    ["the coming meeting after its session", doors.coming.after, all],
    ["another meeting of the same account", doors.earlier, all],
    ["after an order was lifted", doors.lifted, all],
    ["after an order expired", doors.lapsed, all],
  ];
  return expected.flatMap(([when, found, wanted]) =>
    homeCodes
      .filter((home: HomeCode) => found[home] !== wanted[home])
      .map((home) => `${homes[home].label}, ${when}: ${found[home]}`),
  );
}

function hostFaults({ told }: Account): string[] {
  return told.flatMap(({ meeting, notices, letters }) => {
    const expected = [
      "request-received",
      "request-answered",
      ...(meeting === "reading" ? [] : ["order-began"]),
    ];
    const said = saying(meeting).filter((word) => letters.some((letter) => letter.includes(word)));
    return [
      ...expected.filter((kind) => !notices.includes(kind)).map((kind) => `no notice: ${kind}`),
      ...(letters.length === 0 ? ["got no letter"] : []),
      ...said.map((word) => `a letter says ${word}`),
    ].map((fault) => `The host of ${meeting}: ${fault}`);
  });
}

function saying(meeting: string): readonly string[] {
  const title = scenes.find(({ key }) => key === meeting)?.title ?? meeting;
  return [title, "Ministry", "China", "order", "withh", "Cybersecurity"];
}

function accountFaults({ accountsBefore, accountsAfter }: Account): string[] {
  return accountsBefore.flatMap((before, at) => {
    const after = new Map(Object.entries(accountsAfter[at] ?? {}));
    return Object.entries(before)
      .filter(([part, digest]) => after.get(part) !== digest)
      .map(([part]) => `The account of the host of ${scenes[at]?.key} changed: ${part}`);
  });
}

function logFaults({ log }: Account): string[] {
  const { entries, verifier, go, flips } = log;
  const accepted = [verifier, go].filter((line) => !line.startsWith("SOUND"));
  const unnamed = flips.flatMap(({ what, index, ...said }) => {
    const place = index < 0 ? "checkpoint" : `the first bad index is ${index}`;
    const lines = [said.verifier, said.go];
    const isNamed = (line: string) =>
      line.startsWith("BAD") && new RegExp(`${place}(?!\\d)`).test(line);
    return lines.filter((line) => !isNamed(line)).map((line) => `${what}, ${place}: ${line}`);
  });
  return [...(entries > 0 ? [] : ["The log is empty"]), ...accepted, ...unnamed];
}

/** Everything that must be there, in the page's words. */
const wholeStory = [
  authority.name,
  "No demand can end a meeting: ",
  "No demand can change an account.",
  "It is not proportionate to the stated aim.",
  "Granted in part",
  "This meeting is illegal and is to be terminated.",
  "Cybersecurity Law, Article 47",
  "Only people who are certain to be in that place",
  "Order had effect",
  "the desk lifted it",
] as const;

function storyFaults({ story }: Account): string[] {
  const { text, verified, betrayed } = story;
  return [
    ...wholeStory.filter((part) => !text.includes(part)).map((part) => `missing: ${part}`),
    ...(verified === "sound" ? [] : [`An order's entry is ${verified}`]),
    ...betrayed.map((secret) => `revealed: ${secret}`),
  ];
}
