import { demandedFrom, type HomeCode, homeCodes, homes, scenes } from "./cast.ts";
import type { Account, Doors } from "./replay.ts";

/** The meetings whose people in the demanded place are withheld while they run. */
const ordered: ReadonlySet<string> = new Set(["vigil", "forum"]);

/** What did not come out as it must; nothing: the mistake of June 2020 was not made again. */
export function faultsIn(account: Account): readonly string[] {
  return [
    ...peopleFaults(account),
    ...answerFaults(account),
    ...doorFaults(account),
    ...observerFaults(account),
    ...hostFaults(account),
    ...accountFaults(account),
  ];
}

/** Everybody of the demanded place is out where an order is, and nobody else, anywhere. */
function peopleFaults({ during, gapsDuring }: Account): string[] {
  const wrong = during.flatMap((row) => {
    const what = `${homes[row.home].label}, ${row.meeting}`;
    const isWithheld = row.home === demandedFrom && ordered.has(row.meeting);
    const misplaced = (isWithheld ? row.inside : row.out) + row.disturbed;
    return [
      ...(misplaced === 0 ? [] : [`${what}: ${misplaced} ${isWithheld ? "inside" : "affected"}`]),
      ...(row.door === (isWithheld ? "451" : "in") ? [] : [`${what}: the door says ${row.door}`]),
    ];
  });
  const still = gapsDuring
    .filter(({ fewest }) => fewest === 0)
    .map(({ meeting, home }) => `${homes[home].label}, ${meeting}: a picture stood still`);
  return [...wrong, ...still];
}

/** Each demand has its answer: nothing ended, no account touched, three orders of one sitting each. */
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

function doorFaults({ doors }: Account): string[] {
  const all = Object.fromEntries(homeCodes.map((home) => [home, "in"])) as Doors;
  const withheld: Doors = { ...all, [demandedFrom]: "451" };
  const expected: readonly (readonly [string, Doors, Doors])[] = [
    ["the coming meeting before it opens", doors.coming.before, all],
    ["the coming meeting while it is open", doors.coming.open, withheld],
    ["the coming meeting after its sitting", doors.coming.after, all],
    ["another meeting of the same account", doors.earlier, all],
    ["after an order was lifted", doors.lifted, all],
    ["after an order lapsed", doors.lapsed, all],
  ];
  return expected.flatMap(([when, found, wanted]) =>
    homeCodes
      .filter((home: HomeCode) => found[home] !== wanted[home])
      .map((home) => `${homes[home].label}, ${when}: ${found[home]}`),
  );
}

/** To others in the room, whoever the order reached on our page left as anybody leaves. */
function observerFaults({ departures: { ordinary, orderedPage } }: Account): string[] {
  return orderedPage === ordinary ? [] : [`An ordered leaving shows: ${orderedPage}, ${ordinary}`];
}

/** Hosts know everything from the meeting's page, and a letter says only that there is a notice. */
function hostFaults({ told }: Account): string[] {
  return told.flatMap(({ meeting, notices, letters }) => {
    const expected = ["request-answered", ...(meeting === "reading" ? [] : ["order-began"])];
    const said = saying(meeting).filter((word) => letters.some((letter) => letter.includes(word)));
    return [
      ...expected.filter((kind) => !notices.includes(kind)).map((kind) => `not told: ${kind}`),
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
