import { type Certificate, certificate } from "@graticule/api/rules";
import { fromBase64 } from "@graticule/ledger/bytes";
import { checkEntryProof } from "@graticule/ledger/entry-proof";
import { parseNoteKey } from "@graticule/ledger/note";
import { createEntryProofs, type EntryProofParts } from "@graticule/server/ledger/entry-proofs";
import { readChangeEntries } from "@graticule/server/ledger/file-store";
import { createLedgerFiles } from "@graticule/server/ledger/ledger";
import { verifyEd25519 } from "@graticule/server/ledger/signer";
import { sha256 } from "@graticule/server/public-record/translate";
import { beforeAll, expect, test } from "vitest";
import { everyoneExcept } from "./api-service.ts";
import { unjudged } from "./by-hand.ts";
import { decideChange, newStaff } from "./desk-service.ts";
import { whenTold } from "./log-days.ts";
import { database, meetingServiceOfTests, service, type TestMeeting } from "./meeting-service.ts";
import { streamsOf, wordsOf } from "./pdf-words.ts";

/** Access records with the entries of the service's own rules, and what proves those. */
meetingServiceOfTests();

const name = "A rule of the service";
let meeting: TestMeeting;
let before: Awaited<ReturnType<typeof recorded>>;
let change: string;

const recorded = async () => {
  const url = `/api/meetings/${meeting.code}/manage/certificate`;
  const headers = { ...meeting.bearer } as Record<string, string>;
  const { json } = await service.ask("GET", url, { headers });
  const pdf = await service.app.inject({ method: "GET", url: `${url}.pdf`, headers });
  return { told: certificate.parse(json), pdf: pdf.rawPayload };
};
const proofsIn = ({ otherLimits }: Certificate) => otherLimits.flatMap(({ proofs }) => proofs);

async function checked({ file }: { readonly file: string }) {
  const line = (await service.ask("GET", "/log/key")).text.trim();
  const key = parseNoteKey(sha256, line) ?? expect.fail("no key");
  const bytes = fromBase64(file) ?? expect.fail("not base64");
  return await checkEntryProof(bytes, [key], { sha256, verifyEd25519 });
}

beforeAll(async () => {
  const headers = { cookie: service.operatorCookie };
  const rule = { mode: "locked", rule: everyoneExcept("HK") };
  await service.ask("PUT", "/api/account/rule", { headers, body: rule });
  meeting = await service.newMeeting({ rule: everyoneExcept("FR") });
  const reviewAt = new Date(Date.now() + 90 * 86_400_000).toISOString();
  const body = { name, ground: "licence", rule: everyoneExcept("CN"), reviewAt };
  change = (await service.ask("POST", "/api/admin/platform-rules", { headers, body })).json.id;
  await whenTold(service, database);
  await service.deps.directory.refresh({ kind: "all" });
  before = await recorded();
  const approver = await newStaff(service, database, "approver", { roles: ["approver"] });
  const seconder = await newStaff(service, database, "seconder", { roles: ["intake"] });
  expect((await decideChange(approver, change, "confirmed", seconder)).status).toBe(200);
  await whenTold(service, database);
  await service.deps.directory.refresh({ kind: "all" });
});

// Broken on purpose: readChangeEntries without 'change-decided'; without platform rules' ids in `told`.
test("an access record proves how a rule of the service was proposed and decided", async () => {
  const { told } = await recorded();
  expect(told.otherLimits).toMatchObject([
    { tier: "platform", ground: "licence", proofs: [{}, {}] },
    { tier: "account", proofs: [] },
  ]);
  const key = (await service.ask("GET", "/log/key")).text.trim();
  const proofs = proofsIn(told);
  expect(proofs.map((one) => one.key)).toEqual([key, key]);
  const [proposed, decided] = await Promise.all(proofs.map(checked));
  expect(proposed).toMatchObject({
    kind: "proved",
    index: proofs[0]?.entry,
    entry: { kind: "change-proposed", change, what: "platform-rule" },
    texts: { says: { value: expect.stringContaining(name) } },
  });
  expect(decided).toMatchObject({
    kind: "proved",
    index: proofs[1]?.entry,
    entry: { kind: "change-decided", change, outcome: "confirmed" },
    texts: {},
  });
});

// Broken on purpose: without `attach`; without the command.
test("its PDF has the proofs attached, and says how to check them", async () => {
  const { told, pdf } = await recorded();
  const proofs = proofsIn(told);
  expect(proofs).toHaveLength(2);
  for (const { entry, file } of proofs) {
    expect(pdf.toString("latin1")).toContain(`(log-entry-${entry}.tlog-proof)`);
    expect(streamsOf(pdf)).toContain(Buffer.from(file, "base64").toString("latin1"));
  }
  const [first] = proofs;
  const command = `node verify.mjs --key '${first?.key}' --proof log-entry-${first?.entry}.tlog-proof`;
  expect(wordsOf(pdf).replaceAll("\n", "")).toContain(command);
});

// Broken on purpose: toldAt tells of rules that don't hold yet.
test("a record without a rule of the service in force has no proof, and its PDF no attachment", () => {
  expect(before.told.otherLimits).toMatchObject([{ tier: "account", proofs: [] }]);
  expect(before.pdf.toString("latin1")).not.toContain("tlog-proof");
  expect(before.pdf.toString("latin1")).not.toContain("EmbeddedFile");
  expect(wordsOf(before.pdf)).not.toContain("verify.mjs");
});

// Broken on purpose: isSound not asked; a lost tile read as an empty one; proofs not checked.
test("no proof is of a log that isn't sound, or fails: the record is made without it", async () => {
  const { db } = service.deps;
  const { file } = createLedgerFiles({ db, isSound: () => true });
  const key = (await service.ask("GET", "/log/key")).text.trim();
  const provedFrom = async (other: Partial<EntryProofParts["ledgerFiles"]>) => {
    const ledgerFiles = { file, isSound: () => true, ...other };
    const made = createEntryProofs({ db, ledgerFiles, ledgerKeys: () => [key] });
    const proofs = await made.ofChanges([change]);
    return proofs.get(change)?.length ?? 0;
  };
  expect(await provedFrom({})).toBe(2);
  expect(await provedFrom({ isSound: () => false })).toBe(0);
  expect(await provedFrom({ file: async () => undefined })).toBe(0);
  const changed: typeof file = async ({ width }) => Buffer.alloc(32 * width);
  expect(await provedFrom({ file: changed })).toBe(0);
});

// Broken on purpose: readChangeEntries whatever the tree's size.
test("an entry that no checkpoint has yet is left out", async () => {
  const { db } = service.deps;
  const [proposed, decided] = await readChangeEntries(db, { changes: [change], size: 1_000 });
  const sized = (size = 0) => readChangeEntries(db, { changes: [change], size });
  expect(await sized(proposed?.index)).toEqual([]);
  expect(await sized(decided?.index)).toEqual([proposed]);
});

// Broken on purpose: texts without the question whether they were taken down.
test("a proof has no text that was taken down, and stays one", async () => {
  await unjudged(database, (client) =>
    client.query(
      `UPDATE ledger_text t SET salt = NULL, value = NULL FROM act_in_log a
       WHERE a.leaf = t.leaf AND a.kind = 'change-proposed' AND a.act = $1`,
      [change],
    ),
  );
  const [proposed = expect.fail("no proof")] = proofsIn((await recorded()).told);
  expect(await checked(proposed)).toMatchObject({
    kind: "proved",
    entry: { kind: "change-proposed" },
    texts: {},
  });
});
