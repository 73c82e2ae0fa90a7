import { vi } from "vitest";

/** Resolves when it holds, asked again and again: for what is written just after an answer. Fails where it takes longer. */
export async function until(
  holds: () => Promise<boolean> | boolean,
  withinMs = 60_000,
): Promise<void> {
  await vi.waitUntil(holds, { timeout: withinMs, interval: 20 });
}
