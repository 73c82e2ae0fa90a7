import { type EngineKey, mintRequestToken } from "./engine-token.ts";

/**
 * LiveKit's `SignalRequest { leave: LeaveRequest { reason: CLIENT_INITIATED, action: DISCONNECT } }`
 * as livekit-client sends it, without the action, which is the default.
 */
export const leaveRequest = Uint8Array.of(0x42, 0x02, 0x10, 0x01);

/**
 * Leaves for someone who has no signalling connection: resumes theirs, as their own client would, and
 * says that they leave. To others it is an ordinary departure. Resolves to whether the engine took it, which it
 * shows by closing the connection. It seats nobody: who is gone can't be resumed.
 * @param engineUrl its private address, `http:` or `https:`, without a slash at its end
 */
export function leaveInPlace(
  engineUrl: string,
  key: EngineKey,
  { room, identity }: { readonly room: string; readonly identity: string },
  deadlineMs: number,
): Promise<boolean> {
  const token = mintRequestToken({ sub: identity, video: { roomJoin: true, room } }, key);
  const client = { sdk: "js", version: "2.23.0", protocol: "15" };
  const query = new URLSearchParams({ ...client, reconnect: "1", access_token: token });
  return new Promise((resolve) => {
    const socket = new WebSocket(`${engineUrl.replace(/^http/, "ws")}/rtc?${query}`);
    let hasLeft = false;
    const timer = setTimeout(() => end(false), deadlineMs);
    const end = (isTaken: boolean): void => {
      clearTimeout(timer);
      resolve(isTaken);
      socket.close();
    };
    socket.addEventListener("open", () => {
      hasLeft = true;
      socket.send(leaveRequest);
    });
    // Also after an error.
    socket.addEventListener("close", () => end(hasLeft));
  });
}
