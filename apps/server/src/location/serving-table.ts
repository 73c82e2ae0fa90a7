import { parseAddress } from "@graticule/admission/location/address";
import { establishableAt } from "@graticule/admission/location/establishable";
import type { Evidence } from "@graticule/admission/location/evidence";
import type { Fix } from "@graticule/admission/location/fix";
import { LocationTable } from "@graticule/admission/location/location-table";
import { certainAt, type FamilyPair } from "@graticule/admission/location/shares";
import type { Place } from "@graticule/jurisdiction/place";
import { Listeners } from "../processes/listeners.ts";
import type { CompiledTables } from "./compile.ts";

/** The tables that serve now, and what can be asked of them: a part of `Locator`. */
export class ServingTable {
  readonly #changed = new Listeners<[]>();
  #tables: CompiledTables | undefined;
  #table: LocationTable | undefined;
  readonly onChange = this.#changed.add;

  /** From now on these serve. */
  use(tables: CompiledTables): void {
    this.#tables = tables;
    this.#table = new LocationTable(tables.data);
    this.#changed.tell();
  }

  fixOf(address: string, now: number): Fix {
    const table = this.#table;
    if (table === undefined) throw new Error("the locator was used before it was started");
    return table.lookUp(parseAddress(address), now);
  }

  evidenceOf(address: string): readonly Evidence[] {
    return this.#table?.evidenceOf(parseAddress(address)) ?? [];
  }

  establishable(now: number): ReadonlySet<Place> {
    return new Set(establishableAt(this.#tables?.establishable ?? [], now));
  }

  certain(now: number): FamilyPair | undefined {
    return certainAt(this.#tables?.certain ?? [], now);
  }

  clear(): void {
    this.#changed.clear();
  }
}
