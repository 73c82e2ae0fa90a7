import type { KeyScope, WebhookEventKind } from "@graticule/api/account";
import type { PlatformGround } from "@graticule/api/administration";
import type { OperatorActKind, SignUpMode } from "@graticule/api/session";
import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type { DeskTables } from "./desk-schema.ts";
import type { LedgerTables } from "./ledger-schema.ts";

/** Set by the database when left out; never changed. */
type Once<T> = ColumnType<T, T | undefined, never>;
type CreatedAt = Once<Date>;
type Moment = ColumnType<Date, Date, Date>;
type Nullable<T> = ColumnType<T | null, T | null | undefined, T | null>;
type NullableOnce<T> = ColumnType<T | null, T | null | undefined, never>;

/** See jobs/jobs.ts. */
export type JobName = "email" | "end-room" | "terms-effect" | "operator-act";

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
    operator: Once<boolean>;
    service_seats: Generated<"allowed" | "refused">;
    created_at: CreatedAt;
  };
  api_key: {
    id: string;
    account_id: string;
    /** nonce (12) ‖ tag (16) ‖ ciphertext, AES-256-GCM. */
    secret_sealed: Buffer;
    created_at: CreatedAt;
    name: Generated<string>;
    scopes: Generated<KeyScope[]>;
    /** `YYYY-MM-DD`, UTC. */
    last_used_on: Nullable<string>;
    expires_at: Nullable<Date>;
  };
  room: {
    name: string;
    account_id: string;
    kind: "meeting" | "drop-in";
    created_at: CreatedAt;
    /** `YYYY-MM-DD`, UTC. */
    last_used_on: Generated<string>;
  };
  meeting: {
    code: string;
    room: string;
    title: string;
    starts_at: Nullable<Date>;
    manage_secret_hash: Buffer;
    created_at: CreatedAt;
    ended_at: Nullable<Date>;
    duration_minutes: Nullable<number>;
    time_zone: Nullable<string>;
    repeat: ColumnType<unknown, string | null | undefined, string | null>;
    schedule_ends_at: Nullable<Date>;
    reopens_at: Nullable<Date>;
    entry: Generated<"open" | "lobby">;
    locked: Generated<boolean>;
    beacon: Generated<"wanted" | "required" | "off">;
    encryption: Generated<"end-to-end" | "off">;
    native_clients: Generated<boolean>;
    media_region: string | null;
    link_key: Nullable<Buffer>;
    host_hash: Nullable<Buffer>;
  };
  /** What hosts decided about persons; see `personOf`. */
  seat_standing: {
    room: string;
    person: string;
    display_name: string;
    role: Generated<"host" | "co-host" | "guest">;
    entry: Generated<"none" | "let-in" | "answered" | "held" | "banned">;
    pass: Generated<boolean>;
    successor_rank: Nullable<number>;
    entry_at: Generated<Date>;
    /** Acts under the terms of service. */
    taken_out_by: Generated<string[]>;
  };
  travel_pass: {
    id: Generated<string>;
    room: string;
    name: string;
    /** Null: it has no link; its holder knocked. */
    secret_hash: NullableOnce<Buffer>;
    created_at: CreatedAt;
    person: Nullable<string>;
  };
  /** What was done in the host's role, and in which; never by whom. Appended, never changed. */
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
  /** Appended, never changed: the last event of a room or an account holds. */
  rule_event: {
    id: Generated<number>;
    room: string | null;
    account_id: string | null;
    /** Null for a preview (`previewed`). */
    version: number | null;
    at: CreatedAt;
    kind: "set" | "lifted" | "previewed";
    mode: "default" | "locked" | null;
    inside_from: NullableOnce<Date>;
    rule: JSONColumnType<object> | null;
    acted_as: NullableOnce<"host" | "co-host" | "acting">;
  };
  platform_rule: {
    id: Generated<string>;
    change_id: NullableOnce<string>;
    name: string;
    ground: PlatformGround;
    rule: JSONColumnType<object>;
    entered_at: CreatedAt;
    effective_at: CreatedAt;
    refuses: string[];
    review_at: Moment;
  };
  platform_rule_review: {
    rule_id: string;
    by_person: string;
    outcome: "stands" | "reversed";
    at: CreatedAt;
  };
  platform_rule_lifting: { rule_id: string; at: CreatedAt };
  place_set: {
    account_id: string | null;
    id: string;
    name: string;
    /** `2026-11-24` */
    dated: string;
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
    last_at: Nullable<Date>;
    last_outcome: Nullable<"delivered" | "retrying" | "given-up">;
    last_status: Nullable<number>;
    busy_until: Nullable<Date>;
  };
  /** Pending deliveries. */
  webhook_delivery: {
    id: Generated<string>;
    webhook_id: string;
    body: Nullable<string>;
    sealed: Nullable<Buffer>;
    /** Whether it says who. */
    names: Generated<boolean>;
    tries: Generated<number>;
    due_at: Generated<Date>;
    created_at: CreatedAt;
  };
  /** Instances of the service: see cluster/lease.ts. */
  instance: {
    id: string;
    beat: Generated<number>;
    knows: Generated<string[]>;
    url: string;
    step: number;
    draining: Generated<boolean>;
    started_at: CreatedAt;
  };
  room_owner: {
    room: string;
    /** Null: it died. */
    instance: Nullable<string>;
    claim: string;
    engine: string;
  };
  leased_role: {
    name: string;
    instance: string;
  };
  /** Of several instances: see location/shared. Bytes by their SHA-256. */
  location_blob: { digest: Buffer; used_at: ColumnType<Date, Date | undefined, Date> };
  location_chunk: { digest: Buffer; position: number; bytes: Buffer };
  /** Files of the folder `location`, and the sealed list of them. */
  location_file: { name: string; digest: Buffer; modified_ms: number };
  location_list: { the_only_one?: true; record: Buffer };
  location_set: { digest: Buffer; position: Generated<number>; record: Buffer };
  /** See jobs/jobs.ts. */
  job: {
    id: string;
    kind: JobName;
    sealed: Buffer;
    tries: Generated<number>;
    due_at: Date;
    expires_at: Date;
  };
  operator_act: {
    id: Generated<string>;
    person_id: string;
    kind: OperatorActKind;
    key_id: NullableOnce<string>;
    since: CreatedAt;
    effective_at: Nullable<Date>;
    stopped_at: Nullable<Date>;
    done_at: Nullable<Date>;
    entry_id: ColumnType<number, never, never>;
  };
  setup_link: { hash: Buffer; created_at: CreatedAt; used_at: Nullable<Date> };
  /** People and what they sign in with are better-auth's tables; these columns are also ours. */
  person: {
    id: Generated<string>;
    account_id: string;
    name: string;
    email: string;
    email_verified: Generated<boolean>;
    second_factor: Generated<boolean>;
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
    expires_at: Generated<Date>;
  };
  settings: {
    the_only_one: Generated<boolean>;
    sign_up: SignUpMode;
    service_name: string;
    contact: string | null;
    place_names: JSONColumnType<Record<string, string>>;
  };
}
