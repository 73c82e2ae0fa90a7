/** What the client says to its worker of one person: whether frames are sealed. */
interface Enable {
  readonly kind: "enable";
  readonly data: { readonly enabled: boolean; readonly participantIdentity: string };
}

/** What the client says to its worker of a key. */
interface SetKey {
  readonly kind: "setKey";
  readonly data: {
    readonly key: CryptoKey;
    readonly participantIdentity?: string;
    readonly keyIndex?: number;
    readonly updateCurrentKeyIndex: boolean;
  };
}

/** What the worker answers where it could open a message. */
interface Opened {
  readonly kind: "decryptDataResponse";
  readonly data: { readonly payload: Uint8Array };
}

/**
 * Tells of what is said to a worker whether it is news to it. The client says everybody's keys again for each of their tracks (livekit-client 2.23.0):
 * with many inside, frames would wait for that.
 */
export function newsOnly(): (message: unknown) => boolean {
  const enabled = new Set<string>();
  const keys = new Map<string, CryptoKey>();
  return (message) => {
    if (isEnable(message)) {
      const { participantIdentity } = message.data;
      if (enabled.has(participantIdentity)) return false;
      enabled.add(participantIdentity);
    }
    if (isSetKey(message)) {
      const { key, participantIdentity, keyIndex, updateCurrentKeyIndex } = message.data;
      const place = `${participantIdentity}-${keyIndex}`;
      if (keys.get(place) === key && !updateCurrentKeyIndex) return false;
      keys.set(place, key);
    }
    return true;
  };
}

export function isEnable(message: unknown): message is Enable {
  return kindOf(message) === "enable";
}

export function isOpened(message: unknown): message is Opened {
  return kindOf(message) === "decryptDataResponse";
}

function isSetKey(message: unknown): message is SetKey {
  return kindOf(message) === "setKey";
}

function kindOf(message: unknown): unknown {
  return typeof message === "object" && message !== null && "kind" in message
    ? message.kind
    : undefined;
}
