/** Reads and applies; an answer to an earlier call never replaces that to a later one. */
export function latestOnly<T>(
  read: () => Promise<T>,
  apply: (value: T) => void,
): () => Promise<void> {
  let asked = 0;
  let applied = 0;
  return async () => {
    asked += 1;
    const turn = asked;
    const value = await read();
    if (turn < applied) return;
    applied = turn;
    apply(value);
  };
}
