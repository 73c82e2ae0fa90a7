/**
 * Whether this browser can seal frames: it hands encoded frames to a worker, by transforms that run there (Chromium, Firefox, Safari) or as streams
 * (older Chromium). Nonces are a counter of ours, and rest on nothing that a browser says of a frame.
 */
export function canSeal(scope: object = globalThis): boolean {
  const sender: unknown = Reflect.get(scope, "RTCRtpSender");
  const hasStreams = typeof sender === "function" && "createEncodedStreams" in sender.prototype;
  return "RTCRtpScriptTransform" in scope || hasStreams;
}
