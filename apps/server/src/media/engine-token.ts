import { createHmac } from "node:crypto";

export interface EngineKey {
  readonly id: string;
  readonly secret: string;
}

/** How long a token opens the gate. The tokens with which the engine replaces it live as long. */
export const joinTokenLifeSeconds = 600;
const requestTokenLifeSeconds = 60;
/** How far the clocks of two machines may differ. */
const leewaySeconds = 10;

const joseHeader = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString("base64url");

/** A token for the engine (RFC 7519, HS256) with these claims. `nowMs` is real time. */
function mint(claims: object, key: EngineKey, nowMs: number, lifeSeconds: number): string {
  const now = Math.floor(nowMs / 1_000);
  const times = { nbf: now - leewaySeconds, exp: now + lifeSeconds };
  const payload = JSON.stringify({ ...claims, iss: key.id, ...times });
  const signed = `${joseHeader}.${Buffer.from(payload).toString("base64url")}`;
  return `${signed}.${createHmac("sha256", key.secret).update(signed).digest("base64url")}`;
}

/** For one request with these claims: a participant's, already checked, or our own grants. */
export function mintRequestToken(claims: object, key: EngineKey, nowMs = Date.now()): string {
  return mint(claims, key, nowMs, requestTokenLifeSeconds);
}

/** How long a token of our own is used again: well within its life, however the clocks differ. */
const usedAgainMs = 20_000;

/** Tokens for our own requests, each used for several: removing a crowd takes many with the same grants. */
export class RequestTokens {
  readonly #key: EngineKey;
  readonly #minted = new Map<string, string>();
  #mintedSinceMs = 0;

  constructor(key: EngineKey) {
    this.#key = key;
  }

  for(grants: object, nowMs = Date.now()): string {
    // Also after the clock was put back.
    if (Math.abs(nowMs - this.#mintedSinceMs) >= usedAgainMs) {
      this.#minted.clear();
      this.#mintedSinceMs = nowMs;
    }
    const text = JSON.stringify(grants);
    const token = this.#minted.get(text) ?? mintRequestToken({ video: grants }, this.#key, nowMs);
    this.#minted.set(text, token);
    return token;
  }
}

/**
 * For a participant: opens the gate to this room as this identity. `signIn` is the session with which they came, sealed for the
 * gate, which keeps it from the engine; undefined: a guest's.
 */
export function mintJoinToken(
  participant: {
    readonly room: string;
    readonly identity: string;
    readonly name: string;
    readonly signIn?: string | undefined;
  },
  key: EngineKey,
  nowMs = Date.now(),
): string {
  const { room, identity, name, signIn } = participant;
  const can = { canPublish: true, canSubscribe: true, canPublishData: true };
  const video = { roomJoin: true, room, ...can };
  return mint({ sub: identity, name, signIn, video }, key, nowMs, joinTokenLifeSeconds);
}
