import type { Act, Model } from "./model.ts";

/**
 * Every sequence of so many acts: how many there are, and the first that leads to a fault. One that
 * leaves the previous path is replayed from the start.
 */
export async function explore(
  begin: () => Promise<Model>,
  depth: number,
): Promise<{ readonly sequences: number; readonly fault: string | undefined }> {
  let sequences = 0;
  const open: (readonly Act[])[] = [[]];
  for (let start = open.pop(); start !== undefined; start = open.pop()) {
    const model = await begin();
    for (const act of start) await model.does(act);
    const acts = await goOn(model, start, depth, (other) => open.push(other));
    sequences += 1;
    if (model.faults.length === 0) await model.ends();
    const [fault] = model.faults;
    if (fault !== undefined) {
      const told = acts.map((act) => Object.values(act).join(" ")).join(", ");
      return { sequences, fault: `${fault}, after: ${told}` };
    }
  }
  return { sequences, fault: undefined };
}

/** To a fault or the end, always by the first possible act; `leave` gets each alternative. */
async function goOn(
  model: Model,
  start: readonly Act[],
  depth: number,
  leave: (acts: readonly Act[]) => void,
): Promise<readonly Act[]> {
  const acts = [...start];
  while (acts.length < depth && model.faults.length === 0) {
    const [next, ...others] = model.acts();
    for (const other of others) leave([...acts, other]);
    if (next === undefined) break;
    acts.push(next);
    await model.does(next);
  }
  return acts;
}
