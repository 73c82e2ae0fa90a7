import type { BackgroundProcessorWrapper } from "@livekit/track-processors";

/** A processor of camera tracks, as LiveKit's `setProcessor` takes it. */
export type Blur = BackgroundProcessorWrapper;

/** Pixels; as strong as it can be without a halo around the hair. */
const radius = 12;

/**
 * Makes a processor, for one track, that blurs the background. It runs in this page; its program and
 * model, about 3 MB as sent, come from our own origin when it starts. Rejects where they can't be loaded.
 */
export async function makeBlur(): Promise<Blur> {
  const { BackgroundProcessor } = await import("@livekit/track-processors");
  const folder = import.meta.env.VISION_FILES;
  return BackgroundProcessor(
    {
      mode: "background-blur",
      blurRadius: radius,
      assetPaths: { tasksVisionFileSet: folder, modelAssetPath: `${folder}/segmenter.tflite` },
    },
    "blur",
  );
}
