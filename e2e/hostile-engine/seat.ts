import type { Duplex } from "node:stream";
import {
  type AddTrackRequest,
  DataPacket,
  JoinResponse,
  LeaveRequest,
  type LeaveRequest_Action,
  ParticipantInfo,
  ParticipantInfo_State,
  ParticipantUpdate,
  Pong,
  ReconnectResponse,
  Room,
  ServerInfo,
  type SessionDescription,
  SignalRequest,
  SignalResponse,
  SignalTarget,
  TrackInfo,
  TrackPublishedResponse,
  type TrackSource,
  TrackType,
  type UpdateSubscription,
} from "@livekit/protocol";
import { Connection, type SentTrack } from "./connection.ts";
import type { MediaEvent, MediaHalf } from "./media-half.ts";
import { SignallingSocket } from "./signalling-socket.ts";

/** The engine as a seat needs it. */
interface SeatEngine {
  readonly media: MediaHalf;
  readonly answers: (sdp: string) => string;
  readonly frames: RecordedFrame[];
  readonly messages: RecordedMessage[];
  readonly happened: () => void;
  others(seat: Seat): readonly Seat[];
}

export interface SeatOrder {
  readonly key: string;
  readonly address: string;
  readonly room: string;
  readonly identity: string;
  readonly name: string;
  readonly connections: "one" | "two";
  readonly reconnect: boolean;
  readonly autoSubscribe: boolean;
  readonly offer?: SessionDescription;
}

/** A frame as it came, including the codec's first bytes. */
export interface RecordedFrame {
  readonly from: Seat;
  /** The track's sid. Empty: a track that was not announced. */
  readonly sid: string;
  readonly source: string;
  readonly mime: string;
  readonly data: Buffer;
  readonly level: number | undefined;
}

/** A message as it came, by the data channel with this label or by signalling. */
export interface RecordedMessage {
  readonly from: Seat;
  readonly by: string;
  readonly data: Buffer;
}

/** A published track, and the incoming tracks that carry it, one for each size. */
export interface Published {
  readonly cid: string;
  readonly info: TrackInfo;
  readonly layers: Map<string, string>;
}

let made = 0;

/** One participant's connection, with everything an engine can say and do to it. */
export class Seat {
  readonly room: string;
  readonly identity: string;
  readonly name: string;
  readonly sid: string;
  readonly published = new Map<string, Published>();
  /** Whether media is forwarded to and from this participant. */
  forwards = true;
  /** How often the client has come back for this seat. */
  resumed = 0;
  readonly connection: Connection;
  readonly #engine: SeatEngine;
  readonly #address: string;
  readonly #autoSubscribe: boolean;
  readonly #joinedAt = BigInt(Math.floor(Date.now() / 1_000));
  #socket: SignallingSocket | undefined;

  constructor(engine: SeatEngine, order: SeatOrder, socket: Duplex) {
    made += 1;
    this.#engine = engine;
    this.room = order.room;
    this.identity = order.identity;
    this.name = order.name;
    this.sid = `PA_${made}`;
    this.#address = order.address;
    this.#autoSubscribe = order.autoSubscribe;
    this.connection = new Connection(engine.media, (message) => this.say(message), {
      name: this.sid,
      address: order.address,
      count: order.connections,
    });
    this.connection.munge = engine.answers;
    this.#speakOver(socket, order.key);
    this.say({ case: "join", value: this.#joinResponse() });
    this.connection.begin(order.offer);
    for (const other of engine.others(this)) {
      other.announce(this.info());
      if (this.#autoSubscribe) this.#subscribe([...other.published.keys()], true);
    }
  }

  get isOpen(): boolean {
    return this.#socket !== undefined;
  }

  get listed() {
    const { identity, sid, name } = this;
    return { identity, sid, name, kind: "STANDARD", joined_at: Number(this.#joinedAt) };
  }

  /** What the page said last. */
  isMuted(source: TrackSource): boolean | undefined {
    return [...this.published.values()].find(({ info }) => info.source === source)?.info.muted;
  }

  hasPeer(peer: string): boolean {
    return peer.split(".")[0] === this.sid;
  }

  /** The engine's description of this participant; `lies` replaces the truth. */
  info(lies: ConstructorParameters<typeof ParticipantInfo>[0] = {}): ParticipantInfo {
    return new ParticipantInfo({
      sid: this.sid,
      identity: this.identity,
      name: this.name,
      joinedAt: this.#joinedAt,
      state: ParticipantInfo_State.ACTIVE,
      permission: { canPublish: true, canSubscribe: true, canPublishData: true },
      tracks: [...this.published.values()].map(({ info }) => info),
      isPublisher: this.published.size > 0,
      ...lies,
    });
  }

  say(message: SignalResponse["message"]): void {
    this.#socket?.send(new SignalResponse({ message }).toBinary());
  }

  /** Describes participants, who may not exist. */
  announce(...participants: readonly ParticipantInfo[]): void {
    const value = new ParticipantUpdate({ participants: [...participants] });
    this.say({ case: "update", value });
  }

  /** Makes the client reconnect, with new connections or its current ones. */
  leave(action: LeaveRequest_Action): void {
    this.say({ case: "leave", value: new LeaveRequest({ action }) });
  }

  /** Offers a track, on any free section or connection. */
  send(track: SentTrack): Promise<void> {
    return this.connection.send(track);
  }

  /** Sends a message in anyone's name. */
  async post(packet: ConstructorParameters<typeof DataPacket>[0], label = "_reliable") {
    await this.postBytes(new DataPacket(packet).toBinary(), label);
  }

  async postBytes(bytes: Uint8Array, label = "_reliable"): Promise<void> {
    const data = Buffer.from(bytes).toString("base64");
    await this.#engine.media.do({ do: "send", peer: this.connection.sending, label, data });
  }

  /** Answers an offer for another connection, which the client did not ask for. */
  async answerAside(sdp: string): Promise<string> {
    const [peer, address] = [`${this.sid}.aside`, this.#address];
    await this.#engine.media.do({ do: "open", peer, address });
    await this.#engine.media.do({ do: "hear-offer", peer, sdp });
    return (await this.#engine.media.do({ do: "answer", peer })).sdp;
  }

  dropSocket(): void {
    this.#socket?.cut();
  }

  /** Ends everything with this participant. */
  cut(): void {
    this.dropSocket();
    this.connection.close();
  }

  resume(order: SeatOrder, socket: Duplex): void {
    const former = this.#socket;
    this.resumed += 1;
    this.#speakOver(socket, order.key);
    former?.cut();
    this.say({ case: "reconnect", value: new ReconnectResponse() });
    this.announce(...this.#engine.others(this).map((other) => other.info()));
    if (order.connections === "two") void this.connection.describe(true);
  }

  hearMedia(event: MediaEvent): void {
    if (event.kind === "frame") {
      const [sid = ""] = [...this.published].find(([, one]) => hasLayer(one, event.source)) ?? [];
      const data = Buffer.from(event.data, "base64");
      const { source, mime, level } = event;
      this.#engine.frames.push({ from: this, sid, source, mime, data, level });
    } else if (event.kind === "track") {
      const track = [...this.published.values()].find(({ cid }) => cid === event.label);
      track?.layers.set(event.rid, event.source);
      if (track !== undefined) this.#forward(track);
    } else if (event.kind === "played") {
      this.connection.hearPlayed(event.track);
    } else if (event.kind === "message") {
      const data = Buffer.from(event.data, "base64");
      this.#engine.messages.push({ from: this, by: event.label, data });
      if (this.forwards) this.#passOn(event.label, data);
    }
  }

  #joinResponse(): JoinResponse {
    return new JoinResponse({
      room: new Room({ sid: "RM_1", name: this.room }),
      participant: this.info(),
      otherParticipants: this.#engine.others(this).map((other) => other.info()),
      serverInfo: new ServerInfo({ version: "1.9.11", protocol: 16 }),
      subscriberPrimary: this.connection.count === "two",
      pingTimeout: 60,
      pingInterval: 10,
    });
  }

  #speakOver(socket: Duplex, key: string): void {
    const one = new SignallingSocket(socket, key, {
      onMessage: (bytes) => {
        const request = SignalRequest.fromBinary(bytes);
        this.#engine.messages.push({ from: this, by: "signalling", data: bytes });
        this.#hear(request);
        this.#engine.happened();
      },
      onClose: () => {
        if (this.#socket === one) this.#socket = undefined;
        this.#engine.happened();
      },
    });
    this.#socket = one;
  }

  #hear({ message }: SignalRequest): void {
    switch (message.case) {
      case "offer":
        this.connection.hearOffer(message.value);
        break;
      case "answer":
        this.connection.hearAnswer(message.value);
        break;
      case "trickle": {
        const { candidateInit, target } = message.value;
        this.connection.hearCandidate(candidateInit, target === SignalTarget.SUBSCRIBER);
        break;
      }
      case "addTrack":
        this.#publish(message.value);
        break;
      case "subscription":
        this.#subscribed(message.value);
        break;
      case "mute": {
        const track = this.published.get(message.value.sid);
        if (track !== undefined) track.info.muted = message.value.muted;
        this.#tellOthers();
        break;
      }
      case "pingReq": {
        const { timestamp } = message.value;
        const value = new Pong({ lastPingTimestamp: timestamp, timestamp: BigInt(Date.now()) });
        this.say({ case: "pongResp", value });
        break;
      }
      case "leave": {
        const state = ParticipantInfo_State.DISCONNECTED;
        for (const other of this.#engine.others(this)) other.announce(this.info({ state }));
        break;
      }
      default:
        break;
    }
  }

  #publish(asked: AddTrackRequest): void {
    const sid = `TR_${this.sid}_${this.published.size + 1}`;
    const mimeType = asked.type === TrackType.AUDIO ? "audio/opus" : "video/VP8";
    const { type, source, name, muted, width, height, layers, encryption } = asked;
    const about = { type, source, name, muted, width, height, encryption, layers };
    const info = new TrackInfo({ sid, mimeType, ...about });
    this.published.set(sid, { cid: asked.cid, info, layers: new Map() });
    const value = new TrackPublishedResponse({ cid: asked.cid, track: info });
    this.say({ case: "trackPublished", value });
    this.#tellOthers();
  }

  #tellOthers(): void {
    for (const other of this.#engine.others(this)) {
      other.announce(this.info());
      if (other.#autoSubscribe) other.#subscribe([...this.published.keys()], true);
    }
  }

  #subscribed({ trackSids, participantTracks, subscribe }: UpdateSubscription): void {
    const all = [...trackSids, ...participantTracks.flatMap((one) => one.trackSids)];
    this.#subscribe(all, subscribe);
  }

  #subscribe(sids: readonly string[], subscribe: boolean): void {
    for (const sid of sids) {
      const owner = this.#engine.others(this).find((other) => other.published.has(sid));
      const track = owner?.published.get(sid);
      if (owner === undefined || track === undefined || !this.forwards) continue;
      const kind = track.info.type === TrackType.AUDIO ? "audio" : "video";
      if (!subscribe || this.connection.has(sid)) continue;
      void this.send({ sid, kind, stream: `${owner.sid}|${sid}`, label: sid }).then(() =>
        owner.#forward(track),
      );
    }
  }

  /** Feeds the first size of this track to everyone it was offered to. */
  #forward({ info, layers }: Published): void {
    const [source] = layers.values();
    if (source === undefined) return;
    for (const other of this.#engine.others(this)) other.connection.feedFirst(info.sid, source);
  }

  #passOn(label: string, data: Buffer): void {
    const packet = DataPacket.fromBinary(data);
    packet.participantIdentity = this.identity;
    packet.participantSid = this.sid;
    for (const other of this.#engine.others(this)) {
      // Someone who is leaving may miss it.
      if (other.forwards) other.postBytes(packet.toBinary(), label).catch(() => undefined);
    }
  }
}

const hasLayer = ({ layers }: Published, source: string): boolean =>
  [...layers.values()].includes(source);
