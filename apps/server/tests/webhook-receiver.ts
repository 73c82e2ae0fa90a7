import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebhookEvent, webhookEvent } from "@graticule/api/account";

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly event: WebhookEvent;
}

/** A backend that takes webhooks. `answer` gives the status, by path and number of the call. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  answer: (path: string, nth: number) => number = () => 204;
  readonly #server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      const path = request.url ?? "";
      const event = webhookEvent.parse(JSON.parse(text));
      this.received.push({ path, headers: request.headers, text, event });
      const nth = this.received.filter((one) => one.path === path).length;
      response.writeHead(this.answer(path, nth)).end();
      for (const look of this.#waiting.splice(0)) look();
    });
  });
  readonly #waiting: (() => void)[] = [];

  async listen(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The first matching one on this path, whenever it comes. */
  async gets(path: string, holds: (one: Received) => boolean = () => true): Promise<Received> {
    for (;;) {
      const found = this.received.find((one) => one.path === path && holds(one));
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** As docs/webhooks.md has a backend check it; from the specification, not from the sender. */
export function isSigned({ headers, text }: Received, secret: string): boolean {
  const { "webhook-id": id, "webhook-timestamp": time, "webhook-signature": given } = headers;
  if (Math.abs(Date.now() / 1000 - Number(time)) > 300) return false;
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const mac = createHmac("sha256", key).update(`${id}.${time}.${text}`).digest();
  const signatures = String(given).split(" ");
  return signatures.some((one) => {
    const [version, signature = ""] = one.split(",");
    const bytes = Buffer.from(signature, "base64");
    return version === "v1" && bytes.length === mac.length && timingSafeEqual(bytes, mac);
  });
}
