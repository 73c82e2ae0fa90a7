import { expect, test, vi } from "vitest";
import { makeStrict } from "./strict-worker.ts";

vi.mock("./frame-worker.ts?worker", () => ({ default: class {} }));

/** A worker that keeps what it is told. */
function listening() {
  const told: unknown[] = [];
  const worker = { postMessage: (message: unknown) => void told.push(message) };
  makeStrict(worker);
  return { worker, told };
}

const enable = (participantIdentity: string, enabled = true) => ({
  kind: "enable",
  data: { enabled, participantIdentity },
});

test.each(["encode", "decode", "updateCodec"])(
  "before %s of somebody of whom nothing was said, their frames are sealed ones",
  (kind) => {
    const { worker, told } = listening();
    const word = { kind, data: { participantIdentity: "x" } };
    worker.postMessage(word);
    worker.postMessage(word);
    expect(told).toEqual([enable("x"), word, word]);
  },
);

test("nobody's frames are ever open ones", () => {
  const { worker, told } = listening();
  worker.postMessage(enable("ada", false));
  worker.postMessage(enable("ada", false));
  expect(told).toEqual([enable("ada")]);
});
