import { CamelCasePlugin, type Insertable, type Kysely } from "kysely";
import type { Database } from "./schema.ts";

type Camel<Name> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;

/** A new row of a table, its columns named in camel case. */
export type NewRow<Table extends keyof Database> = {
  readonly [Column in keyof Insertable<Database[Table]> as Camel<Column>]: Insertable<
    Database[Table]
  >[Column];
};

const camelCase = new CamelCasePlugin();

/** What inserts a row, or several at once, into a table. */
export function inserter<Table extends keyof Database>(table: Table) {
  return async (
    db: Kysely<Database>,
    rows: NewRow<Table> | readonly NewRow<Table>[],
  ): Promise<void> => {
    await db
      .withPlugin(camelCase)
      .insertInto(table)
      .values(rows as never)
      .execute();
  };
}

/** A row as it is read: null where `T` says undefined. */
export type Row<T> = {
  readonly [K in keyof T]: undefined extends T[K] ? Exclude<T[K], undefined> | null : T[K];
};

/** A row with undefined for each null. */
export function fromRow<T extends object>(row: Row<T>): T {
  const entries = Object.entries(row).map(([name, value]) => [name, value ?? undefined]);
  return Object.fromEntries(entries) as T;
}
