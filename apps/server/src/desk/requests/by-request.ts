/** Someone of the desk; who has no account any more has no name. */
export function colleagueOf(id: string, name: string | null): { id: string; name: string } {
  return { id, name: name ?? "A former member" };
}

export function grouped<Row extends { readonly request: string }, Value>(
  rows: readonly Row[],
  read: (row: Row) => Value,
): ReadonlyMap<string, readonly Value[]> {
  const byRequest = new Map<string, Value[]>();
  for (const row of rows) {
    byRequest.set(row.request, [...(byRequest.get(row.request) ?? []), read(row)]);
  }
  return byRequest;
}
