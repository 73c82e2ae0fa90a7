import { request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { letStay } from "../http/network-sockets.ts";
import type { Forwarded, ForwardFault } from "./forwarded.ts";
import { withoutHopByHop, withoutNames, withoutPeerHeaders } from "./peer-headers.ts";

export interface ForwardParts {
  /** A tunnel to the other instance. */
  readonly open: () => Duplex;
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly response: ServerResponse;
  /** Headers added for the other instance: name, value, name, value. */
  readonly told: readonly string[];
  /** Within what time the answer has to begin. */
  readonly answerMs: number;
  readonly count: (fault: ForwardFault) => void;
}

const bodiless: ReadonlySet<string> = new Set(["GET", "HEAD", "DELETE", "OPTIONS", "TRACE"]);

/** Sends a request to another instance and streams its answer, at the pace of the slower side. */
export function forwardRequest(parts: ForwardParts): Promise<Forwarded> {
  const { open, request, body, response, answerMs, count } = parts;
  const method = request.method ?? "GET";
  return new Promise((settle) => {
    let fault: ForwardFault = "unreachable";
    const fail = (): void => {
      clearTimeout(deadline);
      const isGone = response.destroyed;
      if (!isGone) count(fault);
      settle(isGone ? "answered" : "failed");
    };
    const headers = headersOf(parts, method);
    const path = request.url ?? "/";
    const outgoing = httpRequest({ createConnection: open, method, path, headers });
    const deadline = setTimeout(() => {
      fault = "silent";
      outgoing.destroy();
    }, answerMs);
    // When a page leaves its event stream, the stream between instances ends, too.
    const leave = (): void => void outgoing.destroy();
    response.once("close", leave);
    outgoing.on("error", () => undefined);
    outgoing.on("close", () => response.off("close", leave));
    outgoing.once("close", fail);
    outgoing.on("response", (answer) => {
      clearTimeout(deadline);
      outgoing.off("close", fail);
      if (answer.statusCode === 421) {
        answer.resume();
        settle("not-owner");
      } else {
        passOn(answer, parts);
        settle("answered");
      }
    });
    outgoing.end(body);
  });
}

function headersOf({ request, body, told }: ForwardParts, method: string): string[] {
  const passed = withoutPeerHeaders(withoutHopByHop(request.rawHeaders));
  const headers = [...withoutNames(passed, "content-length", "expect"), ...told];
  if (body.length > 0 || !bodiless.has(method)) headers.push("content-length", String(body.length));
  return headers;
}

/** INVARIANT: the client's connection is cut when an answer breaks off, so it never looks whole. */
function passOn(answer: IncomingMessage, { request, response, count }: ForwardParts): void {
  const { statusCode = 502, statusMessage, headers } = answer;
  response.writeHead(statusCode, statusMessage, withoutHopByHop(answer.rawHeaders));
  if (headers["content-type"]?.startsWith("text/event-stream")) {
    letStay(request.socket);
    // The page sees its stream open before the first event.
    response.flushHeaders();
  }
  answer.on("error", () => undefined);
  answer.once("close", () => {
    if (answer.complete || response.destroyed) return;
    count("broken");
    response.destroy();
  });
  answer.pipe(response);
}
