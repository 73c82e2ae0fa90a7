import { AccessToken, type VideoGrant } from "livekit-server-sdk";
import { beforeAll, expect, test } from "vitest";
import { meetingServiceOfTests, service } from "./meeting-service.ts";
import { newPerson } from "./people-service.ts";

meetingServiceOfTests();
let origin: string;

beforeAll(async () => {
  const address = service.app.server.address();
  origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
});

/** What the gate says: 403, or that it has no engine to ask (503). */
async function gateSays(key: { id: string; secret: string }, identity: string, grant: VideoGrant) {
  const token = new AccessToken(key.id, key.secret, { identity, ttl: 600 });
  token.addGrant({ roomJoin: true, ...grant });
  const answer = await fetch(`${origin}/rtc/validate?access_token=${await token.toJwt()}`);
  await answer.arrayBuffer();
  return answer;
}

test("a key of the meeting's own account seats nobody in it: not unseen, and not as somebody else", async () => {
  const owner = await newPerson(service, "owner");
  const made = await owner.ask("POST", "/api/account/keys", { name: "Backend", scopes: ["join"] });
  const meeting = await owner.ask("POST", "/api/meetings", { title: "Talk" });
  const code = String(meeting.json.code);
  const room = service.deps.directory.findMeeting(code)?.policy.room ?? "";
  const guest = await service.comes({ code, room, bearer: {} }, "Ana");
  const unseen = await gateSays(made.json, "ear", { room, hidden: true });
  expect(unseen.status).toBe(403);
  expect((await gateSays(made.json, guest.identity, { room })).status).toBe(403);
  // Its own rooms are open to it.
  expect((await gateSays(made.json, "backend", { room: "its-own", hidden: true })).status).toBe(
    503,
  );
});

test("answers of the gate are read as nothing but what they say they are", async () => {
  const answer = await fetch(`${origin}/rtc/validate?access_token=none`);
  await answer.arrayBuffer();
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
});
