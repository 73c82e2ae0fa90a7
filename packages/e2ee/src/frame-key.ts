/**
 * Of how many epochs there can be keys at a time. A frame's one byte could name one more, but LiveKit's native clients have at most
 * 255 places (`MAX_KEYRING_SIZE` of libwebrtc's frame transformer), and end themselves at a key for the 256th.
 */
export const ringSize = 255;

/** Whether there is such a place in the ring. */
export function isRingPlace(keyIndex: number): boolean {
  return Number.isInteger(keyIndex) && keyIndex >= 0 && keyIndex < ringSize;
}

/** Where an epoch's frame keys stand in the ring: frames carry this number, so that receivers find the key. */
export function keyIndexOf(firstIndex: number, epoch: number): number {
  return (firstIndex + epoch) % ringSize;
}
