import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Said, Unhappy } from "./said.ts";

/** One thing that a button does: whether it is under way, and how the last try went wrong. */
export interface Act<I> {
  readonly run: (input: I) => void;
  readonly busy: boolean;
  readonly fault: Unhappy | undefined;
  /** Forgets the fault, and stops what can be stopped: `signal` says so. */
  readonly clear: () => void;
}

/**
 * `after` follows when it went well; the button stays busy until it is done. `signal`: the question or
 * form was closed meanwhile.
 */
export function useAct<I, T>(
  act: (input: I, signal: AbortSignal) => Promise<Said<T>>,
  after: (value: T, input: I) => unknown,
): Act<I> {
  const [fault, setFault] = useState<Unhappy | undefined>();
  const running = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const mutation = useMutation({
    mutationFn: async (input: I) => {
      const controller = new AbortController();
      running.current = controller;
      const { signal } = controller;
      return { said: await act(input, signal), signal };
    },
    onMutate: () => setFault(undefined),
    onSuccess: async ({ said, signal }, input) => {
      if (said.kind === "ok") await after(said.value, input);
      else if (!signal.aborted) setFault(said);
    },
  });
  return {
    run: (input) => mutation.mutate(input),
    busy: mutation.isPending,
    fault,
    clear: () => {
      running.current?.abort();
      setFault(undefined);
    },
  };
}
