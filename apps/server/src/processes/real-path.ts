import { realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** An absolute path without links, as far as it exists. */
export function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(realPathOf(above), basename(path));
  }
}
