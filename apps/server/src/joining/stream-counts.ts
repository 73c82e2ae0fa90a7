import { addressPrefix } from "@graticule/admission/location/address";

/** How many streams each address prefix (/24, /48) holds open; in memory, only while it does. */
export interface StreamCounts {
  /** Undefined when there are too many; else the way to leave, to be called once. */
  enter(address: string): (() => void) | undefined;
}

export function createStreamCounts(
  limits: { readonly perPrefix: number; readonly all: number } = { perPrefix: 1_000, all: 50_000 },
): StreamCounts {
  const open = new Map<string, number>();
  let all = 0;
  return {
    enter(address) {
      const prefix = addressPrefix(address);
      const count = open.get(prefix) ?? 0;
      if (count >= limits.perPrefix || all >= limits.all) return undefined;
      open.set(prefix, count + 1);
      all += 1;
      return () => {
        all -= 1;
        const left = (open.get(prefix) ?? 1) - 1;
        if (left === 0) open.delete(prefix);
        else open.set(prefix, left);
      };
    },
  };
}
