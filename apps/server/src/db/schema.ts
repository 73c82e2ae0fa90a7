import type { KeyScope, WebhookEventKind } from "@graticule/api/account";
import type { RuleInput } from "@graticule/api/rules";
import type { ColumnType, Generated, JSONColumnType } from "kysely";

/** Set by the database when left out; read as a Date. */
type CreatedAt = ColumnType<Date, Date | undefined, never>;
type Moment = ColumnType<Date, Date, Date>;
type DayOrNull = ColumnType<string | null, string | null | undefined, string | null>;
type NumberOrNull = ColumnType<number | null, number | null | undefined, number | null>;
type MomentOrNull = ColumnType<Date | null, Date | null | undefined, Date | null>;

/** The tables, as `migrations/` makes them. No column can hold a network address. */
export interface Database {
  account: {
    id: Generated<string>;
    name: string;
    operator: ColumnType<boolean, boolean | undefined, never>;
    service_seats: ColumnType<
      "allowed" | "refused",
      "allowed" | "refused" | undefined,
      "allowed" | "refused"
    >;
    created_at: CreatedAt;
  };
  api_key: {
    id: string;
    account_id: string;
    /** nonce (12) ‖ tag (16) ‖ ciphertext, AES-256-GCM. */
    secret_sealed: Buffer;
    created_at: CreatedAt;
    name: ColumnType<string, string | undefined, string>;
    scopes: ColumnType<KeyScope[], KeyScope[] | undefined, KeyScope[]>;
    /** `YYYY-MM-DD`, UTC. */
    last_used_on: DayOrNull;
    expires_at: MomentOrNull;
  };
  room: {
    name: string;
    account_id: string;
    kind: "meeting" | "drop-in";
    created_at: CreatedAt;
    /** `YYYY-MM-DD`, UTC. */
    last_used_on: ColumnType<string, string | undefined, string>;
  };
  meeting: {
    code: string;
    room: string;
    title: string;
    starts_at: MomentOrNull;
    manage_secret_hash: Buffer;
    created_at: CreatedAt;
    ended_at: MomentOrNull;
    duration_minutes: NumberOrNull;
    time_zone: ColumnType<string | null, string | null | undefined, string | null>;
    repeat: ColumnType<unknown, string | null | undefined, string | null>;
    schedule_ends_at: MomentOrNull;
    reopens_at: MomentOrNull;
  };
  /** Appended, never changed: the last event of a room or account is what holds. */
  rule_event: {
    id: Generated<number>;
    room: string | null;
    account_id: string | null;
    version: number;
    at: CreatedAt;
    kind: "set" | "lifted";
    rule: JSONColumnType<RuleInput> | null;
  };
  order_in_force: {
    id: Generated<string>;
    room: string;
    jurisdiction: string[];
    starts_at: Moment;
    ends_at: Moment;
    authority: string | null;
    law: string | null;
    lifted_at: MomentOrNull;
  };
  webhook: {
    id: Generated<string>;
    account_id: string;
    url: string;
    events: WebhookEventKind[];
    /** As a key's. */
    secret_sealed: Buffer;
    created_at: CreatedAt;
    last_at: MomentOrNull;
    last_outcome: ColumnType<
      "delivered" | "retrying" | "given-up" | null,
      "delivered" | "retrying" | "given-up" | null | undefined,
      "delivered" | "retrying" | "given-up" | null
    >;
    last_status: NumberOrNull;
  };
  /** Only what still waits. */
  webhook_delivery: {
    id: Generated<string>;
    webhook_id: string;
    body: string;
    tries: ColumnType<number, number | undefined, number>;
    due_at: ColumnType<Date, Date | undefined, Date>;
    created_at: CreatedAt;
  };
  setup_link: { hash: Buffer; created_at: CreatedAt; used_at: MomentOrNull };
  operator_session: { hash: Buffer; created_at: CreatedAt; expires_at: Moment };
}
