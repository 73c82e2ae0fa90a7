import { createHmac } from "node:crypto";

/** The engine's own key. */
export interface EngineKey {
  readonly id: string;
  readonly secret: string;
}

/** For how long a token opens the gate, in seconds. The engine gives those inside new ones that live as long. */
export const joinTokenLifeSeconds = 600;
/** For one request to the engine. */
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

/** For one request with these claims: a participant's, checked before, or grants of our own. Lives a minute. */
export function mintRequestToken(claims: object, key: EngineKey, nowMs = Date.now()): string {
  return mint(claims, key, nowMs, requestTokenLifeSeconds);
}

/** What a participant is given: opens the gate for this room as this identity, for {@link joinTokenLifeSeconds}. */
export function mintJoinToken(
  participant: { readonly room: string; readonly identity: string; readonly name: string },
  key: EngineKey,
  nowMs = Date.now(),
): string {
  const { room, identity, name } = participant;
  const video = {
    roomJoin: true,
    room,
    canPublish: true,
    canSubscribe: true,
    canPublishData: true,
  };
  return mint({ sub: identity, name, video }, key, nowMs, joinTokenLifeSeconds);
}
