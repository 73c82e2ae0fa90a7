import { AccessToken } from "livekit-server-sdk";

/** For how long a token opens the gate. The engine gives those inside new ones that live as long. */
export const tokenLifeSeconds = 600;

/** Signs tokens that name room and identity, with the engine's own key. */
export function createJoinTokens(engine: { readonly key: string; readonly secret: string }) {
  return async (room: string, identity: string, name: string): Promise<string> => {
    const options = { identity, name, ttl: tokenLifeSeconds };
    const token = new AccessToken(engine.key, engine.secret, options);
    token.addGrant({
      roomJoin: true,
      room,
      canPublish: true,
      canSubscribe: true,
      canPublishData: true,
    });
    return await token.toJwt();
  };
}
