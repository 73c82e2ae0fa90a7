import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { refuseUnmute } from "./refuse-unmute.ts";

// Broken on purpose, each alone → fails: unmutes passed on, those without a value passed on, other
// events dropped.

test("an engine can mute but never unmute, and all its other events pass", () => {
  const engine = new EventEmitter();
  const heard: unknown[][] = [];
  for (const event of ["remoteMute", "tokenRefreshed"]) {
    engine.on(event, (...args: unknown[]) => heard.push([event, ...args]));
  }
  refuseUnmute({ engine } as unknown as Parameters<typeof refuseUnmute>[0]);
  engine.emit("remoteMute", "TR_microphone", true);
  engine.emit("remoteMute", "TR_microphone", false);
  engine.emit("remoteMute", "TR_microphone", undefined);
  engine.emit("tokenRefreshed", "another");
  expect(heard).toEqual([
    ["remoteMute", "TR_microphone", true],
    ["tokenRefreshed", "another"],
  ]);
});
