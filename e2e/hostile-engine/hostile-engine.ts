import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { JoinRequest, WrappedJoinRequest } from "@livekit/protocol";
import { type MediaEvent, MediaHalf } from "./media-half.ts";
import { type RecordedFrame, type RecordedMessage, Seat, type SeatOrder } from "./seat.ts";

/** The service's credentials. The engine accepts every token, so any secret will do. */
export const engineKey = { id: "hostile-engine", secret: "any-secret-of-at-least-32-characters" };

export const asItIs = (sdp: string): string => sdp;

/**
 * A media engine that speaks LiveKit's signalling and keeps all it receives. By default it behaves
 * honestly: it announces everyone and forwards subscriptions. Tests make it do anything else,
 * message by message, through the victim's `Seat`.
 */
export class HostileEngine {
  readonly media: MediaHalf;
  /** Paths that are refused, with their status. */
  readonly refused = new Map<string, number>();
  /** Changes the SDP answers for clients that connect from now on. */
  answers: (sdp: string) => string = asItIs;
  /** All seats so far, connected or not. */
  readonly seats: Seat[] = [];
  /** Everything that came, in order: frames, then data channel and signalling messages. */
  readonly frames: RecordedFrame[] = [];
  readonly messages: RecordedMessage[] = [];
  readonly #address: string;
  /** A client's first request contains its first offer. */
  readonly #server = createServer(
    { maxHeaderSize: 65_536 },
    (request, response) => void this.#ask(request, response),
  );
  readonly #rooms = new Map<string, string>();
  readonly #listeners = new Set<() => void>();

  private constructor(address: string) {
    this.#address = address;
    this.media = new MediaHalf((event) => this.#hear(event));
    this.#server.on("upgrade", (request, socket) => this.#upgrade(request, socket));
  }

  /** `address`: of this machine, for signalling and media. */
  static async start(address: string): Promise<HostileEngine> {
    const engine = new HostileEngine(address);
    await new Promise<void>((done) => engine.#server.listen(0, address, done));
    return engine;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://${this.#address}:${port}`;
  }

  /** The environment of a service that uses this engine. */
  get env(): Record<string, string> {
    return {
      LIVEKIT_URL: this.url,
      LIVEKIT_KEY: engineKey.id,
      LIVEKIT_SECRET: engineKey.secret,
    };
  }

  /** The newest seat with this name. */
  seat(name: string): Seat {
    const found = this.seats.findLast((one) => one.name === name);
    if (found === undefined) throw new Error(`${name} is not connected to the engine.`);
    return found;
  }

  /** Resolves with what `look` finds; looks again on every event, until the deadline. */
  until<T>(look: () => T | undefined, what: string, deadlineMs = 30_000): Promise<T> {
    return new Promise((done, failed) => {
      const stop = () => {
        clearTimeout(timer);
        this.#listeners.delete(again);
      };
      const again = () => {
        const found = look();
        if (found === undefined) return;
        stop();
        done(found);
      };
      const timer = setTimeout(() => {
        stop();
        failed(new Error(`The engine did not see within ${deadlineMs} ms: ${what}`));
      }, deadlineMs);
      this.#listeners.add(again);
      again();
    });
  }

  readonly happened = (): void => {
    for (const listener of [...this.#listeners]) listener();
  };

  /** The others who are connected to the same room. */
  others(seat: Seat): readonly Seat[] {
    return this.seats.filter((one) => one !== seat && one.room === seat.room && one.isOpen);
  }

  async stop(): Promise<void> {
    for (const seat of this.seats) seat.cut();
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
    await this.media.stop();
  }

  #hear(event: MediaEvent): void {
    this.seats.findLast((seat) => seat.hasPeer(event.peer))?.hearMedia(event);
    this.happened();
  }

  /** The service's calls (Twirp), and clients' checks after a refusal. */
  async #ask(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split("?")[0] ?? "";
    if (request.method === "GET") {
      const status = this.refused.get(path.replace(/\/validate$/, "")) ?? 200;
      response.writeHead(status).end(status === 200 ? "success" : "404 page not found");
      return;
    }
    let text = "";
    for await (const chunk of request) text += chunk;
    const answer = this.#serve(path.split("/").at(-1) ?? "", JSON.parse(text || "{}"));
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  }

  #serve(method: string, asked: Readonly<Record<string, string>>): object {
    const { name = "", room = "", metadata = "", identity } = asked;
    const inside = this.seats.filter((seat) => seat.room === room && seat.isOpen);
    switch (method) {
      case "CreateRoom":
        this.#rooms.set(name, metadata);
        return {};
      case "UpdateRoomMetadata":
        this.#rooms.set(room, metadata);
        return {};
      case "ListRooms":
        return { rooms: [...this.#rooms].map(([one, about]) => ({ name: one, metadata: about })) };
      case "ListParticipants":
        return { participants: inside.map((seat) => ({ ...seat.listed })) };
      case "RemoveParticipant":
        for (const seat of inside) if (seat.identity === identity) seat.cut();
        return {};
      default:
        return {};
    }
  }

  #upgrade(request: IncomingMessage, socket: Duplex): void {
    const url = new URL(request.url ?? "", "http://engine");
    const status = this.refused.get(url.pathname);
    if (status !== undefined) {
      socket.end(`HTTP/1.1 ${status} Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
      return;
    }
    const order = { ...orderOf(url, request), address: this.#address };
    this.#rooms.set(order.room, "");
    const former = this.seats.findLast(
      (seat) => seat.identity === order.identity && seat.room === order.room,
    );
    if (order.reconnect && former !== undefined) former.resume(order, socket);
    else {
      former?.cut();
      this.seats.push(new Seat(this, order, socket));
    }
    this.happened();
  }
}

/** The participant in a request from the gate. */
function orderOf(url: URL, request: IncomingMessage): Omit<SeatOrder, "address"> {
  const given = request.headers.authorization?.replace(/^Bearer /, "");
  const token = given ?? url.searchParams.get("access_token") ?? "";
  const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
  const packed = url.searchParams.get("join_request");
  const wrapped = packed && WrappedJoinRequest.fromBinary(Buffer.from(packed, "base64url"));
  const join = wrapped ? JoinRequest.fromBinary(wrapped.joinRequest) : new JoinRequest();
  return {
    key: request.headers["sec-websocket-key"] ?? "",
    room: claims.video.room,
    identity: claims.sub,
    name: claims.name ?? claims.sub,
    connections: url.pathname === "/rtc" ? "two" : "one",
    reconnect: join.reconnect || url.searchParams.get("reconnect") === "1",
    autoSubscribe: wrapped
      ? join.connectionSettings?.autoSubscribe === true
      : url.searchParams.get("auto_subscribe") !== "0",
    ...(join.publisherOffer === undefined ? {} : { offer: join.publisherOffer }),
  };
}
