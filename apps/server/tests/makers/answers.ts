import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A server whose answers a test writes, by path and query; the others are 404. */
export interface Answers {
  readonly origin: string;
  readonly answers: Map<string, (request: IncomingMessage, response: ServerResponse) => void>;
  /** What was asked for, in order. */
  readonly asked: string[];
  serve(path: string, body: string | Buffer, headers?: Record<string, string>): void;
  close(): void;
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
