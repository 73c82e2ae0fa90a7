import type { Answer } from "../api/client.ts";
import type { JoinKey } from "../api/joins.ts";
import { fetchReceipt } from "../api/reports.ts";

interface ReceiptPorts {
  readonly fetch: (join: JoinKey) => Promise<Answer<{ readonly receipt: string }>>;
  readonly later: (task: () => void, delayMs: number) => void;
}

/**
 * More than one, since the engine may not have the seat yet.
 * @internal
 */
export const tries = 4;
const betweenMs = 5_000;

/**
 * Proofs that this page was inside, by a meeting's code: in memory alone, until the tab is closed.
 * They name no one, and stay here until the participant reports abuse.
 * @internal
 */
export class Receipts {
  readonly #kept = new Map<string, string>();
  readonly #ports: ReceiptPorts;

  constructor(ports: ReceiptPorts) {
    this.#ports = ports;
  }

  readonly of = (code: string): string | undefined => this.#kept.get(code);

  /** Asks until a receipt comes, once for each meeting. Never rejects. */
  async keep(code: string, join: JoinKey, left = tries): Promise<void> {
    if (left === 0 || this.#kept.has(code)) return;
    const answer = await this.#ports.fetch(join);
    if (answer.kind === "ok") this.#kept.set(code, answer.value.receipt);
    else this.#ports.later(() => void this.keep(code, join, left - 1), betweenMs);
  }
}

export const receipts = new Receipts({
  fetch: fetchReceipt,
  later: (task, delayMs) => void setTimeout(task, delayMs),
});
