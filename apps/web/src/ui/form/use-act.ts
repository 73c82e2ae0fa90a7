import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Said, Unhappy } from "./said.ts";

/** One thing that a button does: whether it is under way, and how the last try went wrong. */
export interface Act<I> {
  readonly run: (input: I) => void;
  readonly busy: boolean;
  readonly fault: Unhappy | undefined;
  readonly clear: () => void;
}

/** `after` follows when it went well; the button stays busy until it is done. */
export function useAct<I, T>(
  act: (input: I) => Promise<Said<T>>,
  after: (value: T, input: I) => unknown,
): Act<I> {
  const [fault, setFault] = useState<Unhappy | undefined>();
  const mutation = useMutation({
    mutationFn: act,
    onMutate: () => setFault(undefined),
    onSuccess: async (said: Said<T>, input) => {
      if (said.kind === "ok") await after(said.value, input);
      else setFault(said);
    },
  });
  return {
    run: (input) => mutation.mutate(input),
    busy: mutation.isPending,
    fault,
    clear: () => setFault(undefined),
  };
}
