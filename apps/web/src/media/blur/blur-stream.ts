import type { Track } from "livekit-client";
import { makeBlur } from "./blur.ts";

/** A camera's picture with what is behind someone blurred. `stop` lets go of the blur alone. */
export interface BlurredStream {
  readonly stream: MediaStream;
  readonly stop: () => void;
}

/** For the preview, where no LiveKit room is. Rejects where the blur can't run here. */
export async function blurStream(camera: MediaStream): Promise<BlurredStream> {
  const [track] = camera.getVideoTracks();
  if (track === undefined) throw new Error("The stream has no picture.");
  const blur = await makeBlur();
  const element = document.createElement("video");
  element.muted = true;
  element.playsInline = true;
  element.srcObject = camera;
  await element.play();
  await blur.init({ kind: "video" as Track.Kind.Video, track, element });
  const stop = (): void => {
    void blur.destroy();
    element.srcObject = null;
  };
  if (blur.processedTrack === undefined) {
    stop();
    throw new Error("The blur gives no picture.");
  }
  return { stream: new MediaStream([blur.processedTrack]), stop };
}
