import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { newSecret } from "@graticule/server/http/secret";
import { cast } from "./cast.ts";
import { isSigner, type Role, roles, type Scene } from "./desk.ts";
import { Face } from "./faces.ts";
import { indexPage } from "./index-page.ts";
import { namedPort } from "./named-port.ts";
import { Names } from "./names.ts";
import { hearsLines } from "./terminal.ts";

/** Where a one-time link leads. */
type Target = Role | "index";

/**
 * The demo's own pages, on this machine only; the service knows nothing of them. An index page,
 * and links that sign a browser in, once each.
 *
 * The sign-in is the service's own: this process made the accounts, so it has their passwords and
 * second factors. It signs in as a browser would, and hands the cookie on.
 */
export class Front {
  readonly #scene: Scene;
  readonly #service: URL;
  readonly #url: string;
  /** This server under the service's own name, whose cookies they share. */
  readonly #besideService: string;
  readonly #cookieName: string;
  readonly #names: Names;
  readonly #links = new Map<string, Target>();
  /** Of browsers that opened an index link. */
  readonly #ownKey = newSecret();
  /** For everyone on this machine. */
  readonly #files = new Map<string, { readonly type: string; readonly body: Buffer }>();
  readonly #index: Buffer;
  readonly #server = createServer((request, response) => {
    this.#answer(request, response).catch(() => say(response, 502, "The service didn’t answer."));
  });

  private constructor(service: URL, scene: Scene, port: number) {
    this.#scene = scene;
    this.#service = service;
    this.#names = new Names(service, port);
    this.#url = this.#names.originOf("demo");
    this.#besideService = `${service.protocol}//${service.hostname}:${port}`;
    // Cookies know no ports: another demo's would be the same.
    this.#cookieName = `graticule-demo-${port}`;
    for (const { name, look } of cast) {
      this.#files.set(facePath(name), { type: "image/png", body: new Face(look).portrait() });
    }
    this.#files.set("/inter.woff2", { type: "font/woff2", body: readFileSync(inter) });
    const nameOf = (name: string): string => this.#names.originOf(name);
    this.#index = Buffer.from(indexPage({ scene, service: service.origin, nameOf, facePath }));
    this.#server.on("upgrade", (request, socket, head) =>
      this.#names.leadSocket(request, socket, head),
    );
  }

  static async open(serviceUrl: string, scene: Scene): Promise<Front> {
    const port = await namedPort([8090, 8091, 8092, 8093, 8094]);
    const front = new Front(new URL(serviceUrl), scene, port);
    front.#server.listen(port, "127.0.0.1");
    await once(front.#server, "listening");
    return front;
  }

  /** Works once. The index link opens the index page, another signs in and leads to a page of theirs. */
  newLink(target: Target): string {
    const secret = newSecret();
    this.#links.set(secret, target);
    return `${this.#originFor(target)}/once/${secret}`;
  }

  /** Only the two who sign are at the service's own name: cookies know no ports, and a real service may be there. */
  #originFor(target: Target): string {
    if (target === "index") return this.#url;
    return isSigner(target) ? this.#besideService : this.#names.originOf(target);
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
    this.#names.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url: path = "/", headers } = request;
    const isHere = headers.host === new URL(this.#url).host;
    const isBeside = headers.host === new URL(this.#besideService).host;
    if (!isHere && !isBeside && !this.#names.has(request)) return notFound(response);
    if (path.startsWith("/once/")) {
      // A look ahead (HEAD) doesn't use a link up.
      if (request.method !== "GET") return say(response, 405, "Open this link in a browser.");
      return await this.#redeem(path.slice(6), response);
    }
    if (isBeside) return notFound(response);
    if (!isHere) return this.#names.lead(request, response);
    const file = this.#files.get(path);
    if (file !== undefined) return send(response, file.type, file.body);
    this.#showOwn(request, response);
  }

  async #redeem(secret: string, response: ServerResponse): Promise<void> {
    const target = this.#links.get(secret);
    this.#links.delete(secret);
    if (target === undefined)
      return say(response, 410, `This link has already been used. ${again()}`);
    if (target === "index") return redirect(response, "/", { [this.#cookieName]: this.#ownKey });
    try {
      const browser = await this.#scene.personas[target].inAnotherBrowser();
      const name = "graticule.session_token";
      const { value = "" } = browser.cookies().find((cookie) => cookie.name === name) ?? {};
      const page = firstPage(target, this.#scene);
      redirect(response, isSigner(target) ? this.#service.origin + page : page, { [name]: value });
    } catch (error) {
      this.#links.set(secret, target);
      throw error;
    }
  }

  /** For browsers that opened an index link. */
  #showOwn({ method, url, headers }: IncomingMessage, response: ServerResponse): void {
    const isKnown =
      headers.cookie?.split("; ").includes(`${this.#cookieName}=${this.#ownKey}`) === true;
    const isOwnClick = method === "POST" && headers.origin === this.#url;
    const role = roles.find((one) => url === `/as/${one}`);
    if (!isKnown) say(response, 401, `This browser isn’t signed in to the demo. ${again()}`);
    else if (method === "GET" && url === "/")
      send(response, "text/html; charset=utf-8", this.#index);
    else if (isOwnClick && role !== undefined) redirect(response, this.newLink(role), {});
    else notFound(response);
  }
}

const inter = fileURLToPath(
  import.meta.resolve("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"),
);

const facePath = (name: string): string =>
  `/faces/${name
    .normalize("NFD")
    .replaceAll(/[^a-z]/gi, "")
    .toLowerCase()}.png`;

function firstPage(role: Role, { manageUrl }: Scene): string {
  if (role === "host") return manageUrl.slice(new URL(manageUrl).origin.length);
  if (role === "administrator") return "/admin";
  return role === "appeals" ? "/desk/appeals" : "/desk";
}

// Without a referrer browsers would say no origin either, by which a click is known as our own.
const always = { "cache-control": "no-store", "referrer-policy": "same-origin" };
const policy =
  "default-src 'none'; img-src 'self'; font-src 'self'; style-src 'unsafe-inline'; " +
  "form-action http://localhost:* http://*.localhost:*; frame-ancestors 'none'; base-uri 'none'";

function redirect(
  response: ServerResponse,
  to: string,
  cookies: Readonly<Record<string, string>>,
): void {
  const set = Object.entries(cookies).map(
    ([name, value]) => `${name}=${value}; Path=/; HttpOnly; SameSite=Lax`,
  );
  response.writeHead(303, { location: to, "set-cookie": set, ...always }).end();
}

function send(response: ServerResponse, type: string, body: Buffer): void {
  const headers = { "content-type": type, "content-security-policy": policy, ...always };
  response.writeHead(200, headers).end(body);
}

/** What to do without a link that works. */
const again = (): string =>
  hearsLines()
    ? "Press Enter in the demo’s terminal for a new link."
    : "For a new link, stop the demo and start it in the foreground.";

const notFound = (response: ServerResponse): void => say(response, 404, "There is no such page.");

function say(response: ServerResponse, status: number, text: string): void {
  const headers = { "content-type": "text/plain; charset=utf-8", ...always };
  if (response.headersSent) response.destroy();
  else response.writeHead(status, headers).end(text);
}
