import { isE2EESupported } from "livekit-client";

/**
 * Whether this browser can seal frames: it gives a page encoded frames in one of the two ways, and tells their RTP time where the media
 * client (livekit-client 2.23.0) looks for it. Each frame's nonce is made of that time, and browsers are told to move it into the metadata
 * (WebRTC Encoded Transform): in one that did, every frame of a stream would have the same nonce.
 */
export function canSeal(scope: object = globalThis): boolean {
  return isE2EESupported() && tellsTime(scope);
}

/** @internal */
export function tellsTime(scope: object): boolean {
  return ["RTCEncodedVideoFrame", "RTCEncodedAudioFrame"].every((name) => {
    const frame: unknown = Reflect.get(scope, name);
    return typeof frame === "function" && "timestamp" in frame.prototype;
  });
}
