import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { entryOf, specOf } from "@graticule/server/location/setup/catalogue";
import type { MakerFile } from "./files.ts";

/** A server that has the catalogue's files, as an operator's mirror would. */
export interface Makers {
  /** For LOCATION_MIRROR. */
  readonly origin: string;
  /** What was asked for, in order. */
  readonly asked: readonly string[];
  /** Tokens that are answered with 401. */
  readonly refused: Set<string>;
  close(): Promise<void>;
}

/** @param files by `ID/FILE`, see `makeFiles`; read at each request, so that a test may change them */
export async function startMakers(
  files: ReadonlyMap<string, MakerFile>,
  port = 0,
): Promise<Makers> {
  const asked: string[] = [];
  const refused = new Set<string>();
  const server = createServer((request, response) => {
    const path = (request.url ?? "").slice(1);
    asked.push(path);
    const [name = "", token = ""] = path.split("?token=");
    if (refused.has(token)) {
      response.writeHead(401).end("who are you?");
      return;
    }
    const file = files.get(name);
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
    refused,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/**
 * Lets this process find an entry of the catalogue here as at its maker's, with a token where its
 * maker wants one. Returns what puts its addresses back.
 */
export function standInFor(id: string, { origin }: Makers): () => void {
  const entry = entryOf(id);
  if (entry === undefined) throw new Error(`the catalogue has no ${id}`);
  const { urls, checksumUrl, token } = entry;
  const { download } = specOf(entry, "", origin);
  const wanted = (url: string) => (token === undefined ? url : `${url}?token={TOKEN}`);
  Object.assign(entry, {
    urls: download.urls.map(wanted),
    ...(download.digest.kind === "url" && { checksumUrl: wanted(download.digest.url) }),
  });
  return () => void Object.assign(entry, { urls, checksumUrl });
}
