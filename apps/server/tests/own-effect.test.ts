import type { OutgoingHttpHeaders } from "node:http";
import { ownEffect, type RuleInput, rulePreview } from "@graticule/api/rules";
import { expect, test } from "vitest";
import { everyoneExcept } from "./api-service.ts";
import { home, meetingServiceOfTests, service, type TestMeeting } from "./meeting-service.ts";

meetingServiceOfTests();

const ask = (meeting: TestMeeting, what: string, headers: OutgoingHttpHeaders, body: RuleInput) =>
  service.ask("POST", `/api/meetings/${meeting.code}/manage/rule/${what}`, { headers, body });
const except = (code: string) => everyoneExcept(code) as RuleInput;

async function told(meeting: TestMeeting, headers: OutgoingHttpHeaders, code: string) {
  const own = ownEffect.parse((await ask(meeting, "own-effect", headers, except(code))).json);
  const preview = rulePreview.parse((await ask(meeting, "preview", headers, except(code))).json);
  expect(preview.you).toBe(own.you);
  return own.you;
}

test("a host inside is warned if a rule would put them out too (a host threw themself out)", async () => {
  const meeting = await service.newMeeting();
  const host = await service.sits(meeting, "Host", { headers: meeting.bearer });
  await service.sits(meeting, "Wei", { from: home.china });
  expect(await told(meeting, host.auth, "FR")).toBe("leave");
  expect(await told(meeting, host.auth, "CN")).toBe("stay");
  expect(await told(meeting, meeting.bearer, "FR")).toBeUndefined();
});

test("a signed-in owner learns about their own seat, and no one else's", async () => {
  const meeting = await service.newMeeting();
  const session = { cookie: service.operatorCookie };
  await service.sits(meeting, "Ana");
  expect(await told(meeting, session, "FR")).toBeUndefined();
  const owner = await service.sits(meeting, "Olga", { headers: session, from: home.china });
  expect(await told(meeting, session, "FR")).toBe("stay");
  expect(await told(meeting, session, "CN")).toBe("leave");
  await owner.leave();
});

test("before creating a meeting its host sees that its rule would keep them out where they are, and doubt keeps no host out", async () => {
  const asks = async (from: string, body: RuleInput) => {
    const headers = { cookie: service.operatorCookie };
    const asked = { headers, from, body };
    return ownEffect.parse((await service.ask("POST", "/api/meetings/own-effect", asked)).json).you;
  };
  expect(await asks(home.france, except("FR"))).toBe("leave");
  expect(await asks(home.china, except("FR"))).toBe("stay");
  expect(await asks(home.nowhere, { ...except("FR"), onDoubt: "hold" })).toBe("stay");
  expect(await asks(home.nowhere, { ...except("FR"), onDoubt: "refuse" })).toBe("leave");
  const stranger = await service.ask("POST", "/api/meetings/own-effect", { body: except("FR") });
  expect(stranger.status).toBe(401);
});

test("asking only for oneself leaves nothing in the history and needs a host's right", async () => {
  const meeting = await service.newMeeting();
  const [host, ana] = [
    await service.sits(meeting, "Host", { headers: meeting.bearer }),
    await service.sits(meeting, "Ana"),
  ];
  for (let one = 0; one < 12; one += 1) {
    expect((await ask(meeting, "own-effect", host.auth, except("FR"))).status).toBe(200);
  }
  expect((await ask(meeting, "own-effect", ana.auth, except("FR"))).status).toBe(403);
  const managed = await service.ask("GET", `/api/meetings/${meeting.code}/manage`, {
    headers: meeting.bearer,
  });
  expect(managed.json.history.map(({ kind }: { kind: string }) => kind)).not.toContain("previewed");
});
