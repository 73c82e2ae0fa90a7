import "livekit-client/e2ee-worker";
import { type GuardedScope, guardFrames } from "./frame-guard.ts";

// The client's worker has taken its place in this scope by now, before any message.
guardFrames(self as unknown as GuardedScope);
