import { certificate } from "@graticule/api/rules";
import { expect, test } from "vitest";
import { everyoneExcept } from "./api-service.ts";
import { home, meetingServiceOfTests, service, type TestMeeting } from "./meeting-service.ts";

meetingServiceOfTests();

const setRule = ({ code, bearer }: TestMeeting, body: object) =>
  service.ask("PUT", `/api/meetings/${code}/manage/rule`, { headers: bearer, body });
const certified = async ({ code, bearer }: TestMeeting) => {
  const path = `/api/meetings/${code}/manage/certificate`;
  const { entries } = certificate.parse((await service.ask("GET", path, { headers: bearer })).json);
  return entries.map(({ removed, refused }) => ({ removed, refused }));
};

test("an access record counts those a rule removed during the call (two were missing)", async () => {
  const meeting = await service.newMeeting();
  await service.sits(meeting, "Ana");
  for (const name of ["Wei", "Lin"]) await service.sits(meeting, name, { from: home.china });
  await setRule(meeting, everyoneExcept("CN"));
  await service.deps.enforcement.settled();
  expect(await certified(meeting)).toEqual([
    { removed: "none", refused: "none" },
    { removed: "a-few", refused: "none" },
  ]);
});

test("someone a host removed in person is not counted as removed by a rule", async () => {
  const meeting = await service.newMeeting();
  const ana = await service.sits(meeting, "Ana");
  await service.act(meeting, { kind: "remove", identity: ana.identity });
  await service.deps.enforcement.settled();
  expect(await certified(meeting)).toEqual([{ removed: "none", refused: "none" }]);
});
