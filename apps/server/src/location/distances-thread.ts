import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { DistancesKm } from "@graticule/admission/location/alibi";
import type { Coordinates } from "./place-distances.ts";

const deadlineMs = 60_000;

/**
 * Lower bounds of the distance from a server to every place, computed in a thread of its own; empty
 * without coordinates, so that no place is ruled out. Rejects if the thread fails.
 */
export async function distancesFrom(coordinates: Coordinates | undefined): Promise<DistancesKm> {
  if (coordinates === undefined) return new Map();
  const worker = new Worker(new URL("./distances-worker.ts", import.meta.url), {
    workerData: coordinates,
  });
  try {
    const [distances] = await once(worker, "message", { signal: AbortSignal.timeout(deadlineMs) });
    return distances as DistancesKm;
  } finally {
    await worker.terminate();
  }
}
