import { expect, test } from "vitest";
import { tellsTime } from "./can-seal.ts";

class WithTime {
  get timestamp(): number {
    return 1;
  }
}
class Without {}

test("a browser whose frames don't tell their time can't seal: the nonces would all be alike (attack 45)", () => {
  const both = { RTCEncodedVideoFrame: WithTime, RTCEncodedAudioFrame: WithTime };
  expect(tellsTime(both)).toBe(true);
  expect(tellsTime({ ...both, RTCEncodedAudioFrame: Without })).toBe(false);
  expect(tellsTime({ ...both, RTCEncodedVideoFrame: Without })).toBe(false);
  expect(tellsTime({ RTCEncodedVideoFrame: WithTime })).toBe(false);
});
