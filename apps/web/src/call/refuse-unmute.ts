import type { Room } from "livekit-client";

/** How the client's engine calls its own parts; its types do not show this. */
interface Tells {
  emit(event: string, ...args: readonly unknown[]): boolean;
}

/**
 * An engine may mute a microphone, camera or screen, as hosts do through it, but never unmute one.
 * livekit-client 2.23.0 unmutes whatever it is asked to, even what the person muted.
 */
export function refuseUnmute(room: { readonly engine: Room["engine"] }): void {
  const engine = room.engine as unknown as Tells;
  const tell = engine.emit.bind(engine);
  engine.emit = (event, ...args) => {
    const isUnmute = event === "remoteMute" && args[1] !== true;
    return isUnmute ? false : tell(event, ...args);
  };
}
