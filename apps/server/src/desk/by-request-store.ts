import type { Colleague } from "@graticule/api/desk";
import { type RawBuilder, sql } from "kysely";

/**
 * Someone of the desk by their id, null where there is none.
 * @param former the name of one who has no account any more
 */
export function colleagueOf(
  id: RawBuilder<unknown>,
  former = "A former member",
): RawBuilder<Colleague | null> {
  return sql`CASE WHEN ${id} IS NOT NULL THEN json_build_object('id', ${id},
    'name', coalesce((SELECT name FROM person WHERE id = ${id}), ${sql.lit(former)})) END`;
}

/** By request. What can't be read, which a reader answers with undefined, is left out. */
export function grouped<Kept, Value>(
  rows: readonly (Kept & { readonly request: string })[],
  read: (row: Kept, request: string) => Value | undefined,
): ReadonlyMap<string, readonly Value[]> {
  const byRequest = new Map<string, Value[]>();
  for (const { request, ...row } of rows) {
    const value = read(row as unknown as Kept, request);
    if (value !== undefined) byRequest.set(request, [...(byRequest.get(request) ?? []), value]);
  }
  return byRequest;
}
