/**
 * How many epochs have keys at a time. A frame's one byte could name one more, but LiveKit's native
 * clients abort at a 256th (`MAX_KEYRING_SIZE` of libwebrtc's frame transformer is 255).
 */
export const ringSize = 255;

export function isRingPlace(keyIndex: number): boolean {
  return Number.isInteger(keyIndex) && keyIndex >= 0 && keyIndex < ringSize;
}

/** Where an epoch's frame keys stand in the ring: the number that its frames carry. */
export function keyIndexOf(firstIndex: number, epoch: number): number {
  return (firstIndex + epoch) % ringSize;
}
