import {
  compileLocationData,
  type LocationData,
  type SourceRanges,
} from "@graticule/admission/location/location-table";
import { type LoadedSource, loadSource } from "./load-source.ts";
import type { SourceSpec } from "./source-spec.ts";

/** What became of one source: what serves of it now, and what is wrong with its file, if anything. */
export interface SourceReport {
  readonly id: string;
  /** The date of the data that serve; undefined: nothing serves. */
  readonly builtAt: number | undefined;
  readonly trouble:
    | { readonly kind: "none" }
    | { readonly kind: "missing" }
    | { readonly kind: "rejected"; readonly why: string };
  readonly notUnderstood: number;
}

/** `data` is undefined if nothing changed. */
export interface Compiled {
  readonly reports: readonly SourceReport[];
  readonly data: LocationData | undefined;
}

/**
 * Loads sources and merges them; remembers each one's last good data, so that a source whose new
 * file is missing or broken goes on serving what it served. Lives in a worker.
 */
export class SourceCompiler {
  #good = new Map<string, { readonly key: string; readonly loaded: LoadedSource }>();
  #order = "";

  compile(specs: readonly SourceSpec[], now: number): Compiled {
    const good = new Map<string, { readonly key: string; readonly loaded: LoadedSource }>();
    let changed = false;
    const reports = specs.map((spec): SourceReport => {
      const key = JSON.stringify(spec);
      const known = this.#good.get(spec.id);
      const before = known?.key === key ? known.loaded : undefined;
      const outcome = loadSource(spec, before, now);
      const loaded = outcome.kind === "loaded" ? outcome.loaded : before;
      if (outcome.kind === "loaded") changed = true;
      if (loaded !== undefined) good.set(spec.id, { key, loaded });
      return {
        id: spec.id,
        builtAt: loaded?.ranges.source.builtAt,
        trouble:
          outcome.kind === "missing" || outcome.kind === "rejected" ? outcome : { kind: "none" },
        notUnderstood: loaded?.notUnderstood ?? 0,
      };
    });
    const order = JSON.stringify([...good.values()].map(({ key }) => key));
    changed ||= order !== this.#order;
    this.#good = good;
    this.#order = order;
    return { reports, data: changed ? compileLocationData(this.#ranges()) : undefined };
  }

  #ranges(): SourceRanges[] {
    return [...this.#good.values()].map(({ loaded }) => loaded.ranges);
  }
}
