/** Which devices this person joins with, now and when they come back. */
export interface DeviceChoice {
  readonly camera: boolean;
  readonly microphone: boolean;
  /** Device ids as the browser gives them; absent: the browser's default. */
  readonly cameraId?: string;
  readonly microphoneId?: string;
  /** Where the others are heard. */
  readonly speakerId?: string;
  /** What is behind this person is blurred: see `blur/blur.ts`. */
  readonly blur: boolean;
}

export const bothDevices: DeviceChoice = { camera: true, microphone: true, blur: false };

/** What `getUserMedia` is asked for; undefined: nothing is wanted. */
export function constraintsOf(
  kind: "camera" | "microphone",
  choice: DeviceChoice,
): MediaStreamConstraints | undefined {
  if (kind === "camera") {
    if (!choice.camera) return undefined;
    return {
      video: {
        width: { ideal: 1280 },
        height: { ideal: 720 },
        ...(choice.cameraId !== undefined && { deviceId: choice.cameraId }),
      },
    };
  }
  if (!choice.microphone) return undefined;
  return { audio: choice.microphoneId === undefined ? true : { deviceId: choice.microphoneId } };
}
