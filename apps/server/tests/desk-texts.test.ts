import { destroyDueTexts } from "@graticule/server/desk/requests/text-key-store";
import { expect, test } from "vitest";
import { unjudged } from "./by-hand.ts";
import { act, acts, deskOfTests, people, receive, requestOf } from "./desk-people.ts";
import { database, service } from "./meeting-service.ts";

/** What is written of a request ends a year after its closing, and the record stays. */
deskOfTests();

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const mark = "⟦destroyed⟧";

async function newRequest(): Promise<string> {
  const meeting = await service.newMeeting({ title: "Texts" });
  const demands = [{ kind: "end-meeting" as const, verbatim: "Sentinel demand." }];
  const legalBasis = { statute: "Sentinel act", provision: "1", url: "https://sentinel.test/" };
  const changed = { demands, legalBasis, translation: "Sentinel words", reasons: "Sentinel why" };
  return await receive(people, requestOf(people.authority, [meeting.code], changed));
}

/** All that the database holds of a request's record, as text. */
async function recordOf(id: string): Promise<string> {
  const { rows } = await database.pool.query(
    "SELECT string_agg(body::text, ' ' ORDER BY id) AS record FROM request_event WHERE request_id = $1",
    [id],
  );
  return rows[0].record;
}

const view = async (id: string) =>
  (await people.reviewer.ask("GET", `/api/desk/requests/${id}`)).json;

async function closedAgo(id: string, ago: string): Promise<void> {
  await unjudged(database, (client) =>
    client.query(
      "UPDATE request_event SET at = now() - $2::interval WHERE request_id = $1 AND kind = 'rejected'",
      [id, ago],
    ),
  );
}

// Broken on purpose: sealBody answers the body → the database refuses the request; `text` named
// among what is readable → it refuses the rejection.
test("a request's words are readable for a year after its closing, and then nowhere", async () => {
  const id = await newRequest();
  await acts(people.reviewer, id, { kind: "reject", ground: "duplicate", text: "Sentinel letter" });
  const before = await view(id);
  expect(before).toMatchObject({
    texts: { state: "kept", end: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
    content: { demands: [{ verbatim: "Sentinel demand." }], translation: "Sentinel words" },
  });
  expect(before.steps.at(-1)).toMatchObject({ kind: "rejected", text: "Sentinel letter" });
  const record = await recordOf(id);
  expect(record).not.toMatch(/sentinel/i);
  await closedAgo(id, "364 days");
  await destroyDueTexts(database.db);
  expect((await view(id)).texts.state).toBe("kept");
  await closedAgo(id, "1 year");
  await destroyDueTexts(database.db);
  const after = await view(id);
  expect(after).toMatchObject({
    number: before.number,
    state: "rejected",
    texts: { state: "destroyed", end: new Date().toISOString().slice(0, 10) },
    words: { state: "destroyed" },
    gaps: before.gaps,
    content: {
      ...{ meetings: [], branch: before.content.branch, reasons: mark, translation: mark },
      demands: [{ kind: "end-meeting", verbatim: mark }],
      legalBasis: { statute: mark, provision: mark },
    },
  });
  expect(after.content.legalBasis.url).toBeUndefined();
  const rejected = after.steps.find(({ kind }: { kind: string }) => kind === "rejected");
  expect(rejected).toMatchObject({ text: mark });
  expect(await recordOf(id)).toBe(record);
  expect((await act(people.reviewer, id, { kind: "prepare-words", spans: [] })).status).toBe(409);
  const list = (await people.reviewer.ask("GET", "/api/desk/requests")).json;
  expect(JSON.stringify(list)).toContain(id);
});

test("texts stay while a law still forbids to tell of a request", async () => {
  const meeting = await service.newMeeting({ title: "Sealed" });
  const forbidsNotice = { until: inDays(3), law: "Secrecy Act" };
  const id = await receive(people, requestOf(people.authority, [meeting.code], { forbidsNotice }));
  await acts(people.reviewer, id, { kind: "reject", ground: "duplicate", text: "Again." });
  await closedAgo(id, "2 years");
  await destroyDueTexts(database.db);
  expect((await view(id)).texts).toEqual({ state: "kept", end: inDays(4).slice(0, 10) });
});

test("an open request whose key a restore lost says so, and goes on with a new one", async () => {
  const id = await newRequest();
  await unjudged(database, (client) =>
    client.query("DELETE FROM text_key WHERE request_id = $1", [id]),
  );
  expect(await view(id)).toMatchObject({
    texts: { state: "without-key" },
    content: { demands: [{ verbatim: mark }] },
  });
  await acts(people.reviewer, id, { kind: "reject", ground: "duplicate", text: "After it" });
  const after = await view(id);
  expect(after.texts.state).toBe("without-key");
  expect(after.steps.at(-1).text).toBe("After it");
});
