import { ringSize } from "@graticule/e2ee/frame-key";
import { importBaseKey } from "@graticule/frames/epoch-ring";
import type { EpochKeys, FrameKeyring } from "@graticule/frames/frame-format";
import { nativeKeyOf } from "@graticule/frames/livekit-format";
import {
  E2eeManagerGetFrameCryptorsRequest,
  E2eeRequest,
  type E2eeResponse,
  FfiRequest,
  FfiResponse,
  FrameCryptorSetKeyIndexRequest,
  GetKeyRequest,
  KeyDerivationFunction,
  livekitFfiRequest,
  SetKeyRequest,
} from "@livekit/rtc-ffi-bindings";
import type { E2EEOptions, Room } from "@livekit/rtc-node";

/**
 * Like our page: frame keys by HKDF, a ring of 255, and only the key that a frame names is tried.
 */
export const nativeEncryption: E2EEOptions = {
  keyProviderOptions: {
    keyDerivationFunction: KeyDerivationFunction.HKDF,
    ratchetWindowSize: 0,
    failureTolerance: -1,
    keyRingSize: ringSize,
  },
};

/** A key that opens nothing. */
const noKey = (): Uint8Array => crypto.getRandomValues(new Uint8Array(32));

interface Held {
  readonly identity: string;
  readonly keyIndex: number;
  readonly raw: Uint8Array;
}

/** The client's native half, which its types do not show. */
interface NativeRoom {
  readonly ffiHandle: { readonly handle: bigint };
}

/**
 * Gives LiveKit's native client its keys. Its own `KeyProvider.setKey` forgets the key, and its
 * `FrameCryptor` its track (rtc-node 1.1.0), so the requests are made here. Keys that come before
 * the room is joined wait for it.
 */
export class NativeKeys implements FrameKeyring {
  readonly #held = new Map<string, Held>();
  /** Every key it ever had, for a test that looks for leaks. */
  readonly everHeld: { readonly of: string; readonly keyIndex: number; readonly key: string }[] =
    [];
  #room: Room | undefined;
  readonly #owns = new Map<number, Held>();
  #own: Held | undefined;

  /** The key that frames are sealed with, in hexadecimal. Undefined: it was retired, or there is none yet. */
  get sealsWith(): string | undefined {
    const own = this.#own;
    if (own === undefined || this.#owns.get(own.keyIndex) !== own) return undefined;
    return hexOf(own);
  }

  /** Called when the room is joined. */
  attach(room: Room): void {
    this.#room = room;
    // A client with a smaller ring than ours aborts here, not by chance in some long call.
    const last = { participantIdentity: "", keyIndex: ringSize - 1 };
    this.#ask({ case: "setKey", value: new SetKeyRequest({ ...last, key: noKey() }) });
    this.#ask({ case: "getKey", value: new GetKeyRequest(last) });
    for (const held of this.#held.values()) this.#set(held);
    this.useOwn();
  }

  async receive({ place: keyIndex, baseKey, ownLeaf, members }: EpochKeys): Promise<void> {
    this.retire(keyIndex);
    const key = await importBaseKey(baseKey);
    for (const { leaf, identity } of members) {
      const held = { identity, keyIndex, raw: await nativeKeyOf(key, identity) };
      if (leaf === ownLeaf) this.#owns.set(keyIndex, held);
      this.#hold(held);
    }
  }

  send(place: number): void {
    this.#own = this.#owns.get(place);
    this.useOwn();
  }

  retire(keyIndex: number): void {
    this.#owns.delete(keyIndex);
    for (const [place, held] of this.#held) {
      if (held.keyIndex !== keyIndex) continue;
      this.#held.delete(place);
      this.#set({ ...held, raw: noKey() });
    }
  }

  /** Everything sent from now on, also on new tracks, is sealed with the newest own key. */
  useOwn(): void {
    const own = this.#own;
    if (own === undefined) return;
    const listed = this.#ask({
      case: "managerGetFrameCryptors",
      value: new E2eeManagerGetFrameCryptorsRequest(),
    });
    const { message } = listed ?? {};
    if (message?.case !== "managerGetFrameCryptors") return;
    for (const { participantIdentity, trackSid } of message.value.frameCryptors) {
      if (participantIdentity !== own.identity || trackSid === undefined) continue;
      const { keyIndex } = own;
      const value = new FrameCryptorSetKeyIndexRequest({ participantIdentity, trackSid, keyIndex });
      this.#ask({ case: "cryptorSetKeyIndex", value });
    }
  }

  #hold(held: Held): void {
    const { identity, keyIndex, raw } = held;
    this.everHeld.push({ of: identity, keyIndex, key: hexOf({ raw }) });
    this.#held.set(`${held.identity} ${held.keyIndex}`, held);
    this.#set(held);
  }

  #set({ identity, keyIndex, raw }: Held): void {
    const value = new SetKeyRequest({ participantIdentity: identity, key: raw, keyIndex });
    this.#ask({ case: "setKey", value });
  }

  #ask(message: E2eeRequest["message"]): E2eeResponse | undefined {
    if (this.#room === undefined) return undefined;
    const roomHandle = (this.#room as unknown as NativeRoom).ffiHandle.handle;
    const value = new E2eeRequest({ roomHandle, message });
    const request = new FfiRequest({ message: { case: "e2ee", value } });
    const answer = FfiResponse.fromBinary(livekitFfiRequest(request.toBinary()));
    return answer.message.case === "e2ee" ? answer.message.value : undefined;
  }
}

const hexOf = ({ raw }: Pick<Held, "raw">): string => Buffer.from(raw).toString("hex");
