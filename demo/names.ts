import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { createProxyServer, type ServerOptions } from "http-proxy-3";
import { office, ways } from "./cast.ts";
import { isSigner, roles } from "./desk.ts";

const loopback = "127.0.0.1";

/**
 * Names of this machine by which one browser can be several people and in several places:
 * `host.localhost`, `germany.localhost`. Each has cookies of its own and leads to the service,
 * that of a place from an address there.
 */
export class Names {
  readonly #service: URL;
  readonly #port: number;
  readonly #proxy = createProxyServer();

  /** `port`: where requests for these names come in. */
  constructor(service: URL, port: number) {
    this.#service = service;
    this.#port = port;
    this.#proxy.on("error", (_error, _request, response) => {
      if ("writeHead" in response && !response.headersSent) {
        const headers = {
          "content-type": "text/plain; charset=utf-8",
          "cache-control": "no-store",
        };
        response.writeHead(502, headers).end("The service didn’t answer.");
      } else response.destroy();
    });
    this.#proxy.on("proxyRes", (answer, request, response) => {
      if ("writeHead" in response) this.#passOn(answer, request, response);
    });
  }

  originOf(name: string): string {
    return `http://${name}.localhost:${this.#port}`;
  }

  /** Whether this is a request for one of the names. */
  has(request: IncomingMessage): boolean {
    return this.#onwards(request) !== undefined;
  }

  lead(request: IncomingMessage, response: ServerResponse): void {
    this.#proxy.web(request, response, { ...this.#onwards(request), selfHandleResponse: true });
  }

  leadSocket(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const onwards = this.#onwards(request);
    if (onwards === undefined) socket.destroy();
    else this.#proxy.ws(request, socket as never, head, onwards);
  }

  close(): void {
    this.#proxy.close();
  }

  /** To the service, as a request of its own origin: what another origin asks stays another's. */
  #onwards({ headers }: IncomingMessage): ServerOptions | undefined {
    const name = headers.host?.split(".", 1)[0] ?? "";
    if (headers.host !== `${name}.localhost:${this.#port}`) return undefined;
    const isRole = roles.some((role) => role === name && !isSigner(role));
    const way = isRole ? office : ways.find(({ place }) => place.slug === name);
    if (way === undefined) return undefined;
    const { host, origin, port } = this.#service;
    return {
      target: `http://${loopback}:${port}`,
      localAddress: way.address,
      headers: {
        host,
        "accept-encoding": "identity",
        ...(headers.origin === this.originOf(name) ? { origin } : {}),
      },
    };
  }

  /** The gate's address in an answer becomes this name's: sound and picture are led this way, too. */
  #passOn(answer: IncomingMessage, request: IncomingMessage, response: ServerResponse): void {
    const here = (text: string): string =>
      text.replaceAll(`//${this.#service.host}`, `//${request.headers.host}`);
    const { "content-security-policy": policy, ...headers } = answer.headers;
    if (policy !== undefined) response.setHeader("content-security-policy", here(String(policy)));
    const status = answer.statusCode ?? 502;
    if (!isJoin(request)) {
      answer.pipe(response.writeHead(status, headers));
      return;
    }
    const pieces: Buffer[] = [];
    answer.on("data", (piece: Buffer) => pieces.push(piece));
    answer.on("end", () => {
      const { "content-length": _, "transfer-encoding": __, ...others } = headers;
      response.writeHead(status, others).end(here(Buffer.concat(pieces).toString()));
    });
  }
}

function isJoin({ method, url = "" }: IncomingMessage): boolean {
  return method === "POST" && /^\/api\/(meetings\/[^/]+\/joins|joins\/[^/]+\/enter)$/.test(url);
}
