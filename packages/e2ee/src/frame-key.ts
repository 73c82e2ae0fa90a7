/** As many epochs' keys as a frame's one byte can name. */
export const ringSize = 256;

/** Where an epoch's frame keys stand in the ring: frames carry this number, so that receivers find the key. */
export function keyIndexOf(firstIndex: number, epoch: number): number {
  return (firstIndex + epoch) % ringSize;
}
