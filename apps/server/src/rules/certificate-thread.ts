import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Certificate } from "@graticule/api/rules";

const deadlineMs = 30_000;
const waitingAtMost = 4;

/**
 * Writes access records on paper in a thread of its own, one after the other. INVARIANT: however long a record is, no one
 * inside or before a door waits for it.
 */
export function createPdfWriter() {
  /** Whose record waits. */
  const waiting = new Set<string>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    /** Undefined: another one of this account waits already, or several of others. Rejects where the record takes too long. */
    async write(accountId: string, certificate: Certificate): Promise<Buffer | undefined> {
      if (waiting.size >= waitingAtMost || waiting.has(accountId)) return undefined;
      waiting.add(accountId);
      const written = last.then(() => writeInThread(certificate));
      last = written.catch(() => undefined);
      return await written.finally(() => waiting.delete(accountId));
    },
  };
}

async function writeInThread(certificate: Certificate): Promise<Buffer> {
  const worker = new Worker(new URL("./certificate-worker.ts", import.meta.url), {
    workerData: certificate,
  });
  try {
    const [pdf] = await once(worker, "message", { signal: AbortSignal.timeout(deadlineMs) });
    return Buffer.from(pdf as Uint8Array);
  } finally {
    await worker.terminate();
  }
}
