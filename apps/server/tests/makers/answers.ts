import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

/** A server whose answers a test writes, by path and query; the others are 404. */
export interface Answers {
  readonly origin: string;
  readonly answers: Map<string, (request: IncomingMessage, response: ServerResponse) => void>;
  /** What was asked for, in order. */
  readonly asked: string[];
  serve(path: string, body: string | Buffer, headers?: Record<string, string>): void;
  close(): void;
}

/** A country file of so many networks, half of them in each of two places. */
export const countryLines = (count: number): string =>
  Array.from({ length: count }, (_, at) => `9.${at}.0.0/16,${at % 2 === 0 ? "DE" : "FR"}\n`).join(
    "",
  );

/** Writes a sources file with the one source at `url`; `more`: its other fields. */
export function writeOneSource(folder: string, url: string, more: object): string {
  const file = join(folder, "sources.json");
  const source = { id: "own", maker: "m", kind: "country-csv", basis: "measured", url, ...more };
  writeFileSync(file, JSON.stringify([source]));
  return file;
}

export async function startAnswers(): Promise<Answers> {
  const answers: Answers["answers"] = new Map();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const answer = answers.get(request.url ?? "");
    if (answer === undefined) response.writeHead(404).end();
    else answer(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers,
    asked,
    serve: (path, body, headers = {}) => {
      answers.set(path, (_request, response) => response.writeHead(200, headers).end(body));
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
