import { knockCooldownMs } from "@graticule/api/meetings";
import { useEffect, useState } from "react";
import { later } from "../signals/later.ts";

/** Whether the host said no so long ago that they are asked again: the service takes no other question before. */
export function useLongSince(declined: boolean): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!declined) return undefined;
    const stop = later(() => setLong(true), knockCooldownMs);
    return () => {
      stop();
      setLong(false);
    };
  }, [declined]);
  return isLong;
}
