import { vi } from "vitest";

/** Resolves when this holds, for what is written just after an answer. Fails after `withinMs`. */
export async function until(
  holds: () => Promise<boolean> | boolean,
  withinMs = 60_000,
): Promise<void> {
  await vi.waitUntil(holds, { timeout: withinMs, interval: 20 });
}
