import { STATUS_CODES } from "node:http";
import type { Problem } from "@graticule/api/problem";
import { accountSuspended } from "../accounts/authenticate-key.ts";
import { outage } from "../decision/gate-answer.ts";
import { bareHeaders, noMediaProblem, problemHeaders, problemOf } from "../http/problem.ts";
import type { GateAnswer } from "../presence/seats.ts";

/** See {@link noMediaProblem}. */
export function noMedia(region: string | undefined): GateAnswer {
  return { problem: noMediaProblem(region), counted: "gate-outage" };
}

export const tooMany: GateAnswer = { problem: problemOf("too-many"), counted: "gate-too-many" };
export const foreignRoom = forbidden("This room belongs to another account.");
export const suspended = forbidden(accountSuspended);
export const tooManyRooms = forbidden("This key's account has reached its limit of rooms.");
export const unauthorized: GateAnswer = {
  problem: problemOf("unauthorized", { detail: "The token isn't valid." }),
  counted: "gate-unauthorized",
};
export const notFound: GateAnswer = {
  problem: problemOf("not-found"),
  counted: "gate-bad-request",
};

function forbidden(detail: string): GateAnswer {
  return { problem: problemOf("forbidden", { detail }), counted: "gate-foreign-room" };
}

export function invalidRequest(detail: string): GateAnswer {
  return { problem: problemOf("invalid", { detail }), counted: "gate-bad-request" };
}

/** For an engine's own refusal. Its words are never passed on: they can hold the token. */
export function answerToEngine(status: number): GateAnswer {
  if (status === 400) return invalidRequest("The media engine couldn't read the request.");
  return status === 404 ? { ...notFound, counted: "gate-gone" } : outage;
}

/** Other origins may read a refusal, as they may at the engine. */
export function answerHeaders(problem: Problem, publicUrl: string): Record<string, string> {
  return {
    ...problemHeaders(problem, publicUrl),
    ...bareHeaders,
    "access-control-allow-origin": "*",
  };
}

/** A whole HTTP/1.1 response with a problem, for a socket that asked for an upgrade. */
export function rawAnswer(problem: Problem, publicUrl: string): string {
  const body = JSON.stringify(problem);
  let head = `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? "Refused"}\r\n`;
  const headers = answerHeaders(problem, publicUrl);
  for (const [name, value] of Object.entries(headers)) head += `${name}: ${value}\r\n`;
  return `${head}content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`;
}
