import type { ColumnType, Generated } from "kysely";

/** Written once. */
type Once<T> = ColumnType<T, T, never>;
type MaybeText = ColumnType<string | null, string, null>;

/**
 * The public log's tables, as `15-ledger.sql` and `17-meeting-names.sql` make them. Days are
 * `YYYY-MM-DD`, UTC.
 */
export interface LedgerTables {
  ledger_text: {
    entry_id: Once<number>;
    name: Once<string>;
    salt: ColumnType<Buffer | null, undefined, null>;
    value: MaybeText;
    /** The leaf with its commitment; null: not in the log yet. */
    leaf: ColumnType<number | null, undefined, number>;
  };
  ledger_waiting: { daily: Once<boolean>; entry_id: Once<number> };
  /** Written by triggers. */
  act_in_log: { kind: string; act: string; leaf: number; at: Date };
  ledger_leaf: { index: Once<number>; leaf: Once<Buffer>; entry_id: Once<number | null> };
  ledger_set_aside: {
    leaf: Once<number>;
    entry_id: Once<number | null>;
    sealed_id: Once<number | null>;
  };
  ledger_tile: { level: Once<number>; index: Once<number>; bytes: Buffer };
  ledger_head: {
    size: number;
    root: Buffer;
    closed_through: string;
    tree_proof: Buffer | null;
    published_size: number | null;
    checkpoint: Buffer | null;
    signed_at: Date | null;
    gap_told: Date | null;
    /** Written by a trigger. */
    away_until: ColumnType<Date | null, undefined, never>;
    rounds: number;
    proof: Buffer | null;
  };
  /** All but `how` is written by triggers. */
  restoration: {
    entry_id: ColumnType<number, undefined, never>;
    how: Once<"command" | "noticed" | "stated">;
    at: ColumnType<Date, undefined, never>;
    rounds: ColumnType<number, undefined, never>;
    leaf: ColumnType<number | null, undefined, never>;
  };
  ledger_sealed: {
    id: Generated<number>;
    /** Null: the slot holds nothing, or that a request existed. */
    entry_id: Once<number | null>;
    held: ColumnType<unknown, string, never>;
    open_on: Once<string>;
    salt: Buffer | null;
    slot: number | null;
  };
  meeting_name: { entry_id: Once<number>; room: Once<string | null> };
  entry_by_rule: { entry_id: ColumnType<number, never, never> };
  meeting_name_end: { entry_id: Once<number> };
  text_removal: {
    id: Generated<string>;
    leaf: Once<number>;
    name: Once<string>;
    ground: Once<"court-order" | "unlawful" | "personal-data" | "mistake">;
    proposed_by: Once<string>;
    proposed_at: ColumnType<Date, undefined, never>;
  };
  text_removal_outcome: {
    removal_id: Once<string>;
    outcome: Once<"confirmed" | "declined">;
    by_person: Once<string>;
    at: ColumnType<Date, undefined, never>;
  };
}
