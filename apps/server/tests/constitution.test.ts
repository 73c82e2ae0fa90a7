import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { act, entries } from "./desk-people.ts";
import { letDeskTimePass } from "./desk-service.ts";
import { database, home, meetingServiceOfTests, service } from "./meeting-service.ts";
import { anyMove, play } from "./sequences/any-move.ts";
import { watchWorld } from "./sequences/desk-invariants.ts";
import { openRequest } from "./sequences/desk-moves.ts";
import { open, openings } from "./sequences/openings.ts";
import { openReport } from "./sequences/terms-moves.ts";
import {
  appointAgain,
  closeWorld,
  newPlayers,
  newWorld,
  type Player,
  title,
} from "./sequences/world.ts";
import { WebhookReceiver } from "./webhook-receiver.ts";

/** The constitution against anything that anyone does with the service, in any order. */
meetingServiceOfTests({ jobsEveryMs: 50 });
let players: readonly Player[];
let receiverUrl: string;
const receiver = new WebhookReceiver();
const soak = process.env["GRATICULE_SOAK"] === "1";
/** How many sequences are played, beside each opening alone. */
const sequences = Number(process.env["GRATICULE_SEQUENCES"] ?? (soak ? 200 : 6));

beforeAll(async () => {
  players = await newPlayers({ service, database });
  receiverUrl = await receiver.listen();
});
afterAll(() => receiver.close());

const begins = Object.keys(openings) as (keyof typeof openings)[];
const opening = fc.constantFrom(...begins);

const world = (crowds: readonly number[]) =>
  newWorld({ service, database, players, receiver, receiverUrl }, crowds);

/** First and last of a bucket, as far as seats are quickly taken. */
const edges: readonly [number, number][] = [
  [0, 9],
  [10, 99],
  [100, 150],
];
const sameBucket = fc.constantFrom(...edges).chain(([min, max]) => {
  const count = fc.integer({ min, max });
  return fc.tuple(count, count);
});

/** What the desk read, except what always differs: ids, codes, moments, the request's number. */
function comparable(text: string): string {
  const { number: _, alike: __, ...view } = JSON.parse(text);
  return JSON.stringify(view)
    .replace(/our number: \d+/, "our number")
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "id")
    .replace(/[a-z]{3}-[a-z]{4}-[a-z]{3}/g, "code")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "moment")
    .replace(/T\/[0-9a-f]{6}/g, "reference");
}

/** Everything read in two looks, and two refused ones, with so many from mainland China. */
async function readsOf(count: number): Promise<string> {
  // Looks are bounded for a day.
  await letDeskTimePass(database, 25);
  const played = await world([count]);
  await openRequest(played);
  const id = played.requests.at(-1) ?? "";
  const read: string[] = [];
  for (const kind of ["look", "look", "second-look", "look", "second-look"]) {
    const who = players[kind === "look" ? 1 : 2];
    if (who !== undefined) read.push(comparable((await act(who, id, { kind, meeting: 0 })).text));
  }
  const told = (await entries(database, "look")).slice(-2);
  await closeWorld(played);
  return [...read, ...told.map((one) => one["ordinal"])].join("\n");
}

// Broken on purpose: bucketOf with 99 for 100 → 10 and 99 differ; a view with the number → 0 and 9
// do.
test("no one at the desk can tell numbers of one bucket apart, whatever they ask (5)", async () => {
  await fc.assert(
    fc.asyncProperty(sameBucket, async ([few, many]) => {
      const read = await readsOf(few);
      expect(read).toMatch(/"bucket":"(fewer-than-10|10-99|100-999)"/);
      expect(await readsOf(many)).toBe(read);
    }),
    { examples: edges.map((edge) => [edge]), numRuns: soak ? 100 : 6, endOnFailure: true },
  );
}, 3_600_000);

// Broken on purpose, each without the database's own check too → fails with the words after it:
//  1, 9  an order refuses `probable` fixes: seen in packages/admission/src/decide.test.ts
//  2     placeProblems says nothing → "an order reaches further than its authority"
//  3, 4  approve() ends the meeting, or renames its account → "something of a host's is changed"
//  5     a view of a request has the number of seats → "a number"
//  6     recommendationAfter turned round → "too few, and something is done"
//  7     isOther forgets who proposed; mayAct forgets `inside` → "one person alone"; "from inside"
//  8     order_in_force ends 9 days later → "until when"
//  10    the refusal has no orderId → "no order to appeal against"
//  11    look-acts writes no entry → "an act without its entry"
//  14    changes.ts lets one person make any change of staff → "a role by one person"
//  15    an entry names the room → "names someone"
//  13    people_needed says one → "too few for end-meeting"
test("whatever anyone tries, in any order, the constitution holds after each step (1 to 11, 13 to 15)", async () => {
  await fc.assert(
    fc.asyncProperty(
      opening,
      fc.array(anyMove, { minLength: 20, maxLength: 40 }),
      async (begins, moves) => {
        const played = await world([12, 3, 9]);
        try {
          await appointAgain(played);
          const watch = await watchWorld(played);
          await openRequest(played);
          await openReport(played);
          const refused = await open(played, watch, begins);
          if (moves.length === 0) expect(refused).toEqual([]);
          for (const move of moves) {
            await play(played, move);
            await watch.look();
          }
        } finally {
          await closeWorld(played);
        }
      },
    ),
    // Each opening once, and then anything.
    {
      examples: begins.map((one): [typeof one, []] => [one, []]),
      numRuns: begins.length + sequences,
      endOnFailure: true,
    },
  );
  for (const word of [title, home.china]) expect(service.logged()).not.toContain(word);
}, 3_600_000);
