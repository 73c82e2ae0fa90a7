import type { BackgroundProcessorWrapper } from "@livekit/track-processors";
import modelUrl from "@mediapipe/selfie_segmentation/selfie_segmentation_landscape.tflite?url";
import { withMetadata } from "./segmenter-model.ts";

/** A processor of camera tracks, as LiveKit's `setProcessor` takes it. */
export type Blur = BackgroundProcessorWrapper;

/** Pixels; as strong as it can be without a halo around the hair. */
const radius = 12;

let model: Promise<Uint8Array> | undefined;

async function loadModel(): Promise<Uint8Array> {
  const response = await fetch(modelUrl);
  if (!response.ok) throw new Error("The model could not be loaded.");
  return withMetadata(new Uint8Array(await response.arrayBuffer()));
}

/**
 * Makes a processor that blurs what is behind someone. It runs in this page; the program and its
 * model, about 3 MB as sent, come from our own origin when they are first wanted. One processor a
 * track. Rejects where they can't be loaded.
 */
export async function makeBlur(): Promise<Blur> {
  model ??= loadModel();
  model.catch(() => {
    model = undefined;
  });
  const [{ BackgroundProcessor }, modelAssetBuffer] = await Promise.all([
    import("@livekit/track-processors"),
    model,
  ]);
  return BackgroundProcessor(
    {
      mode: "background-blur",
      blurRadius: radius,
      assetPaths: { tasksVisionFileSet: import.meta.env.VISION_FILES },
      // An empty path: the model is given as it is.
      segmenterOptions: { modelAssetPath: "", modelAssetBuffer },
    },
    "blur",
  );
}
