let known: boolean | undefined;

/** Whether this browser can process a camera's pictures at all. */
export function canBlur(): boolean {
  known ??=
    typeof OffscreenCanvas !== "undefined" &&
    typeof VideoFrame !== "undefined" &&
    typeof createImageBitmap !== "undefined" &&
    document.createElement("canvas").getContext("webgl2") !== null;
  return known;
}
