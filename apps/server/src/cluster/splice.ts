import type { Duplex } from "node:stream";
import type { ClientStream, Forwarded, ForwardFault } from "./forwarded.ts";

/** How long one side may take to close after the other has. */
const closingMs = 5_000;

const statusLength = "HTTP/1.1 421".length;

export interface SpliceParts {
  readonly client: ClientStream;
  /** To the other instance. */
  readonly upstream: Duplex;
  /** The whole upgrade request, and what the client sent after it. */
  readonly opening: Buffer;
  /** Within what time the answer has to begin. */
  readonly answerMs: number;
  /** A side that accepts no data for so long is cut. */
  readonly stallMs: number;
  readonly count: (fault: ForwardFault) => void;
}

/**
 * Sends an upgrade to another instance, and joins the two connections once an answer comes. From
 * then on, bytes pass unread. Until then the client's connection is left alone, so that another
 * instance can be asked.
 */
export function splice(parts: SpliceParts): Promise<Forwarded> {
  const { client, upstream, opening } = parts;
  return new Promise((settle) => {
    let received = Buffer.alloc(0);
    const done = (outcome: Forwarded): void => {
      clearTimeout(deadline);
      upstream.off("data", take).off("end", lost).off("close", lost);
      client.off("close", leave);
      if (outcome === "answered" && !client.destroyed) join(parts, received);
      else upstream.destroy();
      settle(outcome);
    };
    const take = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk]);
      if (received.length < statusLength) return;
      const status = received.toString("latin1", statusLength - 3, statusLength);
      done(status === "421" ? "not-owner" : "answered");
    };
    const fail = (fault: ForwardFault): void => {
      parts.count(fault);
      done("failed");
    };
    const lost = (): void => fail("unreachable");
    // The client left: there is no one to answer.
    const leave = (): void => done("answered");
    const deadline = setTimeout(fail, parts.answerMs, "silent");
    upstream.on("error", () => upstream.destroy());
    upstream.on("data", take).on("end", lost).on("close", lost);
    client.once("close", leave);
    if (client.destroyed) leave();
    else upstream.write(opening);
  });
}

/** INVARIANT: when either side ends, breaks or stalls, both are closed soon after. */
function join({ client, upstream, stallMs }: SpliceParts, received: Buffer): void {
  client.setTimeout(0);
  carry(client, upstream, stallMs);
  carry(upstream, client, stallMs);
  client.write(received);
}

function carry(from: Duplex, to: Duplex, stallMs: number): void {
  let stalled: NodeJS.Timeout | undefined;
  const flow = (): void => {
    clearTimeout(stalled);
    stalled = undefined;
  };
  from.on("data", (chunk: Buffer) => {
    // `from` is still read: a socket closed with unread bytes may lose what it was last sent.
    if (to.writableEnded || to.destroyed || to.write(chunk)) return;
    from.pause();
    stalled ??= setTimeout(() => to.destroy(), stallMs);
  });
  to.on("drain", () => {
    flow();
    from.resume();
  });
  to.once("close", flow);
  const end = (): void => finish(to);
  from.once("end", end).once("close", end);
}

/** Closes it once everything written to it has been sent. */
function finish(socket: Duplex): void {
  if (socket.destroyed || socket.writableEnded) return;
  socket.end();
  socket.resume();
  const cut = setTimeout(() => socket.destroy(), closingMs).unref();
  socket.once("close", () => clearTimeout(cut));
}
