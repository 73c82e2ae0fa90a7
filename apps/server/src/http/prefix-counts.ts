import { addressPrefix } from "@graticule/admission/location/address";

/** Counts what each network (IPv4 /24, IPv6 /48) has open; in memory, only while it has. */
export interface PrefixCounts {
  /** Undefined: there are too many; else the way to leave, to be called once. */
  enter(address: string): (() => void) | undefined;
}

/** @param bounds of one network, and of all together */
export function createPrefixCounts(bounds: {
  readonly perPrefix: number;
  readonly all: number;
}): PrefixCounts {
  const open = new Map<string, number>();
  let all = 0;
  return {
    enter(address) {
      const prefix = addressPrefix(address);
      const count = open.get(prefix) ?? 0;
      if (count >= bounds.perPrefix || all >= bounds.all) return undefined;
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
