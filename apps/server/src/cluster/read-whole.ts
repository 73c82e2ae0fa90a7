import type { IncomingMessage } from "node:http";

/** Bytes that a question between instances may have, and its answer. */
export const questionLimit = 256 * 1024;

/** A whole body. `gone`: the sender closed before the body's end. */
export type Whole = Buffer | "too-large" | "gone";

/** Reads a message's whole body. Never keeps more than `limit` bytes of one that is too large. */
export function readWhole(message: IncomingMessage, limit: number): Promise<Whole> {
  // It says nothing more.
  if (message.destroyed && !message.readableEnded) return Promise.resolve("gone");
  if (Number(message.headers["content-length"] ?? 0) > limit) return Promise.resolve("too-large");
  return new Promise((done) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else settle("too-large");
    };
    const settle = (whole: Whole): void => {
      message.off("data", take);
      done(whole);
    };
    message.on("data", take);
    message.once("end", () => settle(Buffer.concat(chunks)));
    message.once("error", () => settle("gone"));
    message.once("close", () => settle("gone"));
  });
}
