import type { KeyScope, WebhookEventKind } from "@graticule/api/account";
import type { PlatformGround } from "@graticule/api/administration";
import type { SignUpMode } from "@graticule/api/session";
import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type { DeskTables } from "./desk-schema.ts";
import type { LedgerTables } from "./ledger-schema.ts";

/** Set by the database when left out; read as a Date. */
type CreatedAt = ColumnType<Date, Date | undefined, never>;
type Moment = ColumnType<Date, Date, Date>;
type DayOrNull = ColumnType<string | null, string | null | undefined, string | null>;
type NumberOrNull = ColumnType<number | null, number | null | undefined, number | null>;
type MomentOrNull = ColumnType<Date | null, Date | null | undefined, Date | null>;

/** The tables, as `migrations/` makes them. No column can hold a network address. */
export interface Database extends DeskTables, LedgerTables {
  /** Made once; never changed. */
  database_mark: {
    the_only_one: ColumnType<boolean, never, never>;
    id: ColumnType<string, never, never>;
  };
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
    entry: ColumnType<"open" | "lobby", "open" | "lobby" | undefined, "open" | "lobby">;
    locked: ColumnType<boolean, boolean | undefined, boolean>;
    beacon: ColumnType<
      "wanted" | "required" | "off",
      "wanted" | "required" | "off" | undefined,
      "wanted" | "required" | "off"
    >;
    encryption: ColumnType<
      "end-to-end" | "off",
      "end-to-end" | "off" | undefined,
      "end-to-end" | "off"
    >;
    native_clients: ColumnType<boolean, boolean | undefined, boolean>;
    link_key: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>;
    host_hash: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>;
  };
  /** What hosts decided about persons; see `personOf`. */
  seat_standing: {
    room: string;
    person: string;
    display_name: string;
    role: ColumnType<
      "host" | "co-host" | "guest",
      "host" | "co-host" | "guest" | undefined,
      "host" | "co-host" | "guest"
    >;
    entry: ColumnType<
      "none" | "let-in" | "answered" | "held" | "taken-out" | "banned",
      "none" | "let-in" | "answered" | "held" | "taken-out" | "banned" | undefined,
      "none" | "let-in" | "answered" | "held" | "taken-out" | "banned"
    >;
    pass: ColumnType<boolean, boolean | undefined, boolean>;
    successor_rank: NumberOrNull;
    changed_at: ColumnType<Date, Date | undefined, Date>;
  };
  travel_pass: {
    id: Generated<string>;
    room: string;
    name: string;
    /** Null: given to someone who knocked. */
    secret_hash: ColumnType<Buffer | null, Buffer | null | undefined, never>;
    created_at: CreatedAt;
    person: ColumnType<string | null, string | null | undefined, string | null>;
  };
  /** What hosts did, and as what; never who. Appended, never changed. */
  host_act: {
    id: Generated<number>;
    room: string;
    at: CreatedAt;
    kind:
      | ("co-host-named" | "co-host-ended" | "pass-made" | "pass-taken-back" | "ended")
      | ("removed" | "removed-for-good" | "allowed-again" | "sent-to-lobby")
      | ("locked" | "unlocked" | "lobby-set" | "lobby-lifted" | "second-check-changed");
    acted_as: "host" | "co-host" | "acting" | "service";
  };
  /** Appended, never changed: the last event of a room, account or the platform is what holds. */
  rule_event: {
    id: Generated<number>;
    room: string | null;
    account_id: string | null;
    platform: Generated<boolean>;
    /** Null for what was only asked (`previewed`). */
    version: number | null;
    at: CreatedAt;
    kind: "set" | "lifted" | "previewed";
    mode: "default" | "locked" | null;
    inside_from: ColumnType<Date | null, Date | null | undefined, never>;
    rule: JSONColumnType<object> | null;
    acted_as: ColumnType<
      "host" | "co-host" | "acting" | null,
      "host" | "co-host" | "acting" | null | undefined,
      never
    >;
  };
  platform_rule: {
    id: Generated<string>;
    change_id: ColumnType<string | null, string | null | undefined, never>;
    name: string;
    ground: PlatformGround;
    rule: JSONColumnType<object>;
    entered_at: CreatedAt;
    effective_at: CreatedAt;
    review_at: Moment;
  };
  platform_rule_lifting: { rule_id: string; at: CreatedAt };
  place_set: {
    account_id: string | null;
    id: string;
    name: string;
    /** `2026-11-24` */
    dated: ColumnType<string, string, string>;
    places: JSONColumnType<object[]>;
  };
  rule_tally: {
    room: string;
    version: number;
    in_force: boolean;
    admitted: number;
    held: number;
    refused: number;
    removed: number;
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
  /** People and what they sign in with are better-auth's tables; these columns are also ours. */
  person: {
    id: Generated<string>;
    account_id: string;
    name: string;
    email: string;
    email_verified: ColumnType<boolean, boolean | undefined, boolean>;
    second_factor: ColumnType<boolean, boolean | undefined, boolean>;
    created_at: CreatedAt;
  };
  sign_in: { id: Generated<string>; person_id: string; expires_at: Moment };
  credential: { person_id: string; kind: "credential"; subject: string; password_hash: string };
  verification: {
    identifier: string;
    value: string;
    by_mail: Generated<boolean>;
    expires_at: Moment;
  };
  invitation: {
    id: Generated<string>;
    secret_hash: Buffer;
    email: string | null;
    note: string | null;
    created_at: CreatedAt;
    expires_at: ColumnType<Date, Date | undefined, Date>;
  };
  settings: {
    the_only_one: Generated<boolean>;
    sign_up: SignUpMode;
    service_name: string;
    contact: string | null;
    place_names: JSONColumnType<Record<string, string>>;
  };
}
