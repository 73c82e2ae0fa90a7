import type { Room } from "livekit-client";

/** What the client's engine tells its own parts, which its types do not show. */
interface Tells {
  emit(event: string, ...args: readonly unknown[]): boolean;
}

/**
 * An engine may mute a microphone, camera or screen, as a host does by it, and never unmute one: only the person can. livekit-client 2.23.0
 * unmutes what it is asked to, also what the person muted.
 */
export function refuseUnmute(room: { readonly engine: Room["engine"] }): void {
  const engine = room.engine as unknown as Tells;
  const tell = engine.emit.bind(engine);
  engine.emit = (event, ...args) => {
    const isUnmute = event === "remoteMute" && args[1] !== true;
    return isUnmute ? false : tell(event, ...args);
  };
}
