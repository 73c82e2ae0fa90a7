/**
 * How many sealed messages may still be waiting to leave: the media client sends some again after
 * reconnecting.
 */
const mostKept = 4_000;
const tagBytes = 16;

/**
 * The allowed fields of the media client's data packets, by number (`livekit_models.proto`,
 * DataPacket).
 */
const packetFields: Readonly<Record<number, "allowed" | "sealed">> = {
  1: "allowed", // kind
  4: "allowed", // participant_identity
  5: "allowed", // destination_identities
  16: "allowed", // sequence
  17: "allowed", // participant_sid
  18: "sealed", // encrypted_packet
};
/** Fields of an EncryptedPacket beside its value, by number, and how many bytes each may have. */
const encryptedFields: Readonly<Record<number, number>> = {
  1: 0, // encryption_type
  2: 12, // iv
  3: 0, // key_index
};
const encryptedValue = 4;

/**
 * Decides what may leave by a data channel. INVARIANT: a packet holds only addresses, numbers, and
 * one value sealed here. The media client's own packets (metrics, calls, streams) do not leave.
 */
export class MessageGate {
  /** Tag and length of each sealed message: no one can make another with both. */
  readonly #tags = new Set<string>();

  /** To be called for each message sealed here: it may leave. */
  note(sealed: Uint8Array): void {
    this.#tags.add(tagOf(sealed));
    const [oldest] = this.#tags;
    if (this.#tags.size > mostKept && oldest !== undefined) this.#tags.delete(oldest);
  }

  mayLeave(packet: Uint8Array): boolean {
    const fields = fieldsOf(packet);
    if (fields === undefined) return false;
    const sealed = fields.filter(({ number }) => packetFields[number] === "sealed");
    const isKnown = fields.every(({ number }) => packetFields[number] !== undefined);
    return isKnown && sealed.length === 1 && sealed.every(({ bytes }) => this.#isSealed(bytes));
  }

  #isSealed(encrypted: Uint8Array | undefined): boolean {
    const fields = (encrypted && fieldsOf(encrypted)) ?? [];
    const values = fields.filter(({ number }) => number === encryptedValue);
    const others = fields.filter(({ number }) => number !== encryptedValue);
    const isKnown = others.every(
      ({ number, bytes }) => (bytes?.length ?? 0) <= (encryptedFields[number] ?? -1),
    );
    if (!isKnown || values.length !== 1) return false;
    return values.every(({ bytes }) => bytes !== undefined && this.#tags.has(tagOf(bytes)));
  }
}

interface Field {
  readonly number: number;
  /** Undefined for a number. */
  readonly bytes: Uint8Array | undefined;
}

/**
 * Fields of a message in protocol buffers' wire format. Undefined: malformed, or a wire type that
 * ours don't use.
 */
function fieldsOf(message: Uint8Array): readonly Field[] | undefined {
  const fields: Field[] = [];
  let at = 0;
  const readNumber = (): number | undefined => {
    let value = 0;
    for (let scale = 1; at < message.length && scale <= 2 ** 56; scale *= 128) {
      const byte = message[at] ?? 0;
      at += 1;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
    return undefined;
  };
  while (at < message.length) {
    const key = readNumber();
    const length = readNumber();
    if (key === undefined || length === undefined) return undefined;
    const number = Math.floor(key / 8);
    if (key % 8 === 0) fields.push({ number, bytes: undefined });
    else if (key % 8 === 2 && at + length <= message.length) {
      fields.push({ number, bytes: message.subarray(at, at + length) });
      at += length;
    } else return undefined;
  }
  return fields;
}

function tagOf(sealed: Uint8Array): string {
  return `${sealed.length}: ${sealed.subarray(-tagBytes).join()}`;
}
