import { startTestService, type TestService } from "@graticule/server/tests/harness";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { cast, geofeed } from "../demo/cast.ts";
import { Conversation } from "../demo/conversation.ts";
import { type Scene, setScene } from "../demo/desk.ts";
import { type PersonEvent, visit } from "../demo/participant.ts";

/** What someone drawn does about a host's decisions, without browsers. */
let service: TestService;
let scene: Scene;
const events: PersonEvent[] = [];
const leaving = new AbortController();
let visiting: Promise<void>;

beforeAll(async () => {
  service = await startTestService({ geofeed });
  scene = await setScene(service);
  const [amina] = cast;
  if (amina === undefined) throw new Error("the cast is empty");
  visiting = visit(amina, {
    port: Number(new URL(service.url).port),
    meeting: scene.meeting,
    conversation: new Conversation(),
    signal: leaving.signal,
    onEvent: (_, event) => events.push(event),
  });
});

afterAll(async () => {
  leaving.abort();
  await visiting;
  await service?.stop();
});

const says = (...told: PersonEvent[]) =>
  vi.waitFor(() => expect(events).toEqual(told), { timeout: 20_000 });
const ask = (method: string, path: string, body?: object) =>
  scene.personas.host.ask(method, `/api/meetings/${scene.meeting.code}${path}`, body);
const joins = () => [...service.deps.presence.joins.all()];

test("someone removed stays out by the same join, and no new one is made", async () => {
  await says("joined");
  const [{ identity = "", id = "" } = {}] = joins();
  await ask("POST", "/hosting/acts", { kind: "remove", identity });
  await says("joined", "left", "kept out");
  expect(joins()).toMatchObject([{ id, state: { kind: "kept-out" } }]);
});

test("it ends with the meeting", async () => {
  await ask("DELETE", "/manage");
  await visiting;
});
