/** A lifetime: what is begun in it ends with it. */
export interface Scope {
  /** Called once when the lifetime ends; what was begun last ends first. */
  onClose(step: () => Promise<unknown> | unknown): void;
}

export interface OpenScope extends Scope {
  /** Runs all steps, even where one fails, then throws the first failure. A second call does nothing. */
  close(): Promise<void>;
}

export function openScope(): OpenScope {
  const steps: (() => Promise<unknown> | unknown)[] = [];
  return {
    onClose: (step) => void steps.push(step),
    async close() {
      const failures: unknown[] = [];
      for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
        try {
          await step();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}

/** Opens something in a scope of its own, with `close`; where that fails, what was begun is ended. */
export async function inScope<Opened extends object>(
  open: (scope: Scope) => Promise<Opened>,
): Promise<Opened & { readonly close: () => Promise<void> }> {
  const scope = openScope();
  try {
    return { ...(await open(scope)), close: scope.close };
  } catch (error) {
    await scope.close();
    throw error;
  }
}
