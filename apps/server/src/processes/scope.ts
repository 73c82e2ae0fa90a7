import { once } from "node:events";
import { StartError } from "../config/start-error.ts";

/** A lifetime: what is begun in it ends with it. */
export interface Scope {
  /**
   * Called once when the lifetime ends; what was begun last ends first.
   * @throws StartError `stopped`: what is being opened in this scope isn't wanted any more
   */
  onClose(step: () => Promise<unknown> | unknown): void;
}

export interface OpenScope extends Scope {
  /** Runs all steps, even where one fails, then throws the first failure. Idempotent. */
  close(): Promise<void>;
}

export function openScope(): OpenScope {
  const steps: (() => Promise<unknown> | unknown)[] = [];
  let closing: Promise<void> | undefined;
  const endAll = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  };
  return {
    onClose: (step) => void steps.push(step),
    close() {
      closing ??= endAll();
      return closing;
    },
  };
}

/**
 * Opens something in a scope of its own, with `close`; where that fails, what was begun is ended.
 * @param stop ends the opening the next time that something is begun in the scope
 * @throws StartError `stopped`: it was
 */
export async function inScope<Opened extends object>(
  open: (scope: Scope) => Promise<Opened>,
  stop?: AbortSignal,
): Promise<Opened & { readonly close: () => Promise<void> }> {
  const { close, onClose } = openScope();
  let isOpen = false;
  const goOn = (): void => {
    if (stop?.aborted === true && !isOpen) throw stopped();
  };
  try {
    const opened = await open({
      onClose(step) {
        onClose(step);
        goOn();
      },
    });
    goOn();
    isOpen = true;
    return { ...opened, close };
  } catch (error) {
    await close();
    goOn();
    throw error;
  }
}

/**
 * The work's outcome, or its end for us: it has to be ended elsewhere.
 * @throws StartError `stopped`, at once
 */
export async function unlessStopped<T>(work: Promise<T>, stop?: AbortSignal): Promise<T> {
  if (stop === undefined) return await work;
  const settled = new AbortController();
  const whenStopped = async (): Promise<never> => {
    if (!stop.aborted) await once(stop, "abort", { signal: settled.signal });
    throw stopped();
  };
  try {
    return await Promise.race([work, whenStopped()]);
  } finally {
    settled.abort();
  }
}

const stopped = (): StartError =>
  new StartError("stopped", "Stopped before the service had started.");
