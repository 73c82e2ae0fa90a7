import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import type { ApiService } from "./api-service.ts";
import { BeaconPage } from "./beacon-page.ts";
import type { Visitor } from "./meeting-service.ts";

const checkEveryMs = 250;

/** A page's media path: its beacon's packets, from loopback addresses that the test chooses. */
export class MediaPage {
  readonly #page: BeaconPage;
  readonly #to: { readonly address: string; readonly port: number };
  /** How many milliseconds it delays its answers to pings. */
  delayMs = 0;
  readonly #onAnswer: (() => void)[] = [];
  #ways: { readonly socket: Socket; readonly timer: NodeJS.Timeout }[] = [];

  constructor(page: BeaconPage, to: { readonly address: string; readonly port: number }) {
    this.#page = page;
    this.#to = to;
  }

  /** Resolves after it has been pinged and has answered so many more times. */
  async answers(more: number): Promise<void> {
    for (let left = more; left > 0; left -= 1) {
      await new Promise<void>((resolve) => this.#onAnswer.push(resolve));
    }
  }

  /** Sends from elsewhere, where no one answers: a copied check, and one with a wrong signature. */
  async copiedFrom(address: string): Promise<void> {
    const socket = createSocket("udp4");
    socket.bind(0, address);
    await once(socket, "listening");
    for (const check of [this.#page.check(), this.#page.check("forged")]) {
      socket.send(check, this.#to.port, this.#to.address);
    }
    this.#ways.push({ socket, timer: setInterval(() => undefined, checkEveryMs) });
  }

  /** From now on its packets come only from these addresses. */
  async comesFrom(...addresses: readonly string[]): Promise<void> {
    this.stop();
    for (const address of addresses) {
      const socket = createSocket("udp4");
      socket.bind(0, address);
      await once(socket, "listening");
      socket.on("message", (datagram, { port, address: sender }) => {
        const answer = this.#page.answerTo(datagram);
        if (answer === undefined) return;
        setTimeout(() => {
          if (this.#isOpen(socket)) socket.send(answer, port, sender);
          for (const resolve of this.#onAnswer.splice(0)) resolve();
        }, this.delayMs);
      });
      const check = () => socket.send(this.#page.check(), this.#to.port, this.#to.address);
      check();
      this.#ways.push({ socket, timer: setInterval(check, checkEveryMs) });
    }
  }

  #isOpen(socket: Socket): boolean {
    return this.#ways.some((way) => way.socket === socket);
  }

  stop(): void {
    for (const { socket, timer } of this.#ways.splice(0)) {
      clearInterval(timer);
      socket.close();
    }
  }
}

/** Opens the beacon of someone's page, as the page does. */
export async function openMedia(service: ApiService, visitor: Visitor): Promise<MediaPage> {
  const page = new BeaconPage();
  const answer = await service.ask("POST", `/api/joins/${visitor.joinId}/beacon`, {
    from: visitor.address,
    headers: { authorization: `Bearer ${visitor.key}` },
    body: { sdp: page.offer },
  });
  const [to] = page.accept(answer.json.sdp);
  if (to === undefined) throw new Error(`no beacon: ${answer.text}`);
  return new MediaPage(page, to);
}
