import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { MakerFile } from "./files.ts";

/** A server that has the catalogue's files, as an operator's mirror would. */
export interface Makers {
  /** For LOCATION_MIRROR. */
  readonly origin: string;
  /** What was asked for, in order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** @param files by `ID/FILE`, see `makeFiles`; read at each request, so that a test may change them */
export async function startMakers(
  files: ReadonlyMap<string, MakerFile>,
  port = 0,
): Promise<Makers> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? "").slice(1);
    asked.push(path);
    const file = files.get(path);
    if (file === undefined) {
      response.writeHead(404).end("not found");
      return;
    }
    const modified = new Date(file.builtAt).toUTCString();
    if (request.headers["if-modified-since"] === modified) {
      response.writeHead(304).end();
      return;
    }
    response.writeHead(200, {
      "content-length": file.body.length,
      "last-modified": modified,
    });
    response.end(file.body);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const { port: bound } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${bound}`,
    asked,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
