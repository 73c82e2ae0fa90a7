import type { ColumnType, Generated, JSONColumnType } from "kysely";

/** Set by the database when left out. */
type Defaulted<T> = ColumnType<T, T | undefined, never>;
type Maybe<T> = ColumnType<T | null, T | null | undefined, never>;
type CreatedAt = Defaulted<Date>;
type Moment = ColumnType<Date, Date, never>;
/** `YYYY-MM-DD`, UTC. */
type Day = Defaulted<string>;
type Body = JSONColumnType<Record<string, unknown>>;
type MaybeText = Maybe<string>;

/** The desk's tables, as `migrations/0001-first-version` makes them: appended to, never changed. */
export interface DeskTables {
  desk_change: {
    id: Generated<string>;
    kind: "staff" | "authority" | "disputed-places" | "platform-rule" | "geofeed";
    body: Body;
    proposed_by: string;
    by_administrator: boolean;
    proposed_at: CreatedAt;
  };
  desk_change_outcome: {
    change_id: string;
    outcome: "confirmed" | "declined" | "withdrawn" | "waited" | "alone";
    by_person: MaybeText;
    at: CreatedAt;
  };
  desk_key: {
    id: Buffer;
    person_id: string;
    host: string;
    public_key: Buffer;
    credential_id: Buffer;
    change_id: string;
    at: CreatedAt;
  };
  act_signature: {
    act:
      | ("propose-order" | "approve-order" | "propose-order-again" | "approve-order-again")
      | "propose-change"
      | "confirm-change"
      | "decide-appeal"
      | "propose-terms"
      | "approve-terms";
    about: string;
    key_id: Buffer;
    day: string;
    authenticator_data: Buffer;
    client_data: Buffer;
    signature: Buffer;
  };
  staff_appointment: {
    id: Generated<number>;
    person_id: string;
    roles: string[];
    liaison_to: Defaulted<string[]>;
    effective_at: CreatedAt;
    change_id: MaybeText;
    /** Set on insertion. */
    key_id: ColumnType<Buffer | null, never, never>;
  };
  geofeed_accepted: {
    id: Generated<number>;
    digest: Buffer;
    at: CreatedAt;
    change_id: MaybeText;
    serves: Generated<"everywhere" | "in-part">;
    makers: MaybeText;
    seal: Buffer;
  };
  authority: {
    id: Generated<string>;
    series: string;
    name: string;
    kind: "country" | "state" | "union";
    home: MaybeText;
    union_id: MaybeText;
    contact: string;
    change_id: string;
    entered_at: CreatedAt;
  };
  authority_withdrawal: { authority_id: string; by_person: string; at: CreatedAt };
  authority_reach: { authority_id: string; place: string; instrument: MaybeText };
  disputed_place_event: {
    id: Generated<number>;
    place: string;
    listed: boolean;
    source: string;
    at: CreatedAt;
    change_id: MaybeText;
  };
  /** A view: the places that are listed now. */
  disputed_place: { place: string; source: string; at: Date };
  request: {
    id: Generated<string>;
    number: Generated<number>;
    /** Null: the sender is not in the register. */
    authority_id: MaybeText;
    received_at: Moment;
    entered_at: CreatedAt;
    entered_by: string;
  };
  request_meeting: {
    request_id: string;
    no: number;
    /** Null: the meeting is deleted. */
    room: MaybeText;
    meeting_commitment: Buffer;
    host_commitment: Buffer;
  };
  request_event: {
    id: Generated<number>;
    request_id: string;
    at: CreatedAt;
    kind: string;
    by_person: string;
    body: ColumnType<Record<string, unknown>, string | undefined, never>;
  };
  text_key: { about: string; key: Buffer };
  desk_look: {
    request_id: string;
    meeting_no: number;
    ordinal: 1 | 2;
    by_person: string;
    with_person: MaybeText;
    bucket: string;
    at: CreatedAt;
  };
  order_proposal: {
    id: Generated<string>;
    request_id: string;
    meeting_no: number;
    authority_id: string;
    room: MaybeText;
    starts_at: Moment;
    ends_at: Moment;
    occurrence_from: Moment;
    occurrence_until: Maybe<Date>;
    notice_minutes: Defaulted<number>;
    reason: string;
    law: string;
    beyond: ColumnType<("advice" | "length" | "places")[], string[] | undefined, never>;
    beyond_why: MaybeText;
    sealed_until: Maybe<Date>;
    excepted: Defaulted<string[]>;
    procedure_finding: string;
    authority_finding: string;
    legality_finding: string;
    necessity_finding: string;
    rights_finding: string;
    finding_commitments: string[];
    finding_digests: Buffer[];
    reason_salt: Buffer;
    law_salt: Buffer;
    beyond_salt: Buffer;
    terms_salt: Buffer;
    proposed_by: string;
    proposed_at: CreatedAt;
  };
  /** Changed each minute, while an order waits for approval. */
  noted_use: { room: string; since: Date; seen_at: Date };
  order_place: { order_id: string; authority_id: string; place: string };
  order_refusal: { order_id: string; by_person: string; why: string; at: CreatedAt };
  order_approval: {
    order_id: string;
    request_id: string;
    meeting_no: number;
    by_person: string;
    at: CreatedAt;
  };
  /** `restoration` is set on insertion. */
  order_confirmation: {
    id: Generated<string>;
    order_id: string;
    restoration: ColumnType<number, undefined, never>;
    part: "proposed" | "approved";
    by_person: string;
    at: CreatedAt;
  };
  order_end: {
    order_id: string;
    kind: "lifted" | "overturned" | "appeal-not-decided" | "occurrence-over";
    by_person: MaybeText;
    why: MaybeText;
    at: CreatedAt;
  };
  public_words: {
    id: Generated<string>;
    request_id: string;
    spans: ColumnType<unknown, string, never>;
    prepared_by: string;
    prepared_at: CreatedAt;
  };
  public_words_outcome: {
    words_id: string;
    request_id: string;
    outcome: "published" | "declined";
    by_person: string;
    why: MaybeText;
    at: CreatedAt;
  };
  appeal_case: {
    order_id: string;
    no: number;
    opened_by: "refused" | "host" | "public";
    opened_at: CreatedAt;
    due_at: CreatedAt;
  };
  appeal: {
    id: Generated<string>;
    order_id: string;
    case_no: number;
    arrival: Generated<string>;
    made_by: "refused" | "host" | "public";
    text: string;
    secret_hash: Buffer;
    made_on: Day;
    /** Checked and removed on insertion. */
    proof: Maybe<Buffer>;
  };
  appeal_decision: {
    id: Generated<string>;
    order_id: string;
    case_no: number;
    read_to: ColumnType<string | null, number | null, never>;
    outcome: "upheld" | "overturned";
    reasons: string;
    reasons_commitment: string | null;
    salt: string | null;
    by_person: string;
    at: CreatedAt;
  };
  /** Views: orders that were approved, those that were published, and what decisions obey. */
  approved_order: DeskTables["order_in_force"];
  published_order: DeskTables["order_in_force"];
  order_in_force: {
    id: string;
    room: string | null;
    jurisdiction: string[];
    excepted: string[];
    starts_at: Date;
    /** Earlier than approved if an appeal is not decided in time. */
    ends_at: Date;
    approved_at: Date;
    /** From then on it also holds for those who were inside when it was approved. */
    inside_from: Date;
    /** Null while it is sealed. */
    authority: string | null;
    law: string | null;
    /** Null unless it is sealed. */
    sealed_until: Date | null;
    /** Null unless it ended before its time. */
    lifted_at: Date | null;
  };
  public_entry: {
    id: Generated<number>;
    day: Day;
    kind: string;
    daily: Defaulted<boolean>;
    body: Body;
  };
  host_notice: {
    id: Generated<number>;
    room: string;
    at: CreatedAt;
    kind:
      | "request-received"
      | "request-corrected"
      | "request-answered"
      | "request-returned"
      | "request-rejected"
      | "order-began"
      | "order-ended"
      | "appeal-decided"
      | "terms-act";
    body: Body;
  };
  abuse_report: {
    id: Generated<string>;
    room: MaybeText;
    made_on: Day;
    what: string;
    text: string;
    inside: boolean;
    from_state: boolean;
    /** Checked and removed on insertion. */
    receipt: MaybeText;
  };
  abuse_report_outcome: {
    report_id: string;
    outcome: "no-action" | "acted" | "to-the-desk";
    by_person: string;
    at: CreatedAt;
  };
  /** Deleted when its sitting is over. */
  reported_participant: {
    report_id: string;
    room: string;
    identity: string;
    display_name: string;
  };
  terms_act: {
    id: Generated<string>;
    kind:
      | "end-meeting"
      | "suspend-account"
      | "reinstate-account"
      | "mute-participant"
      | "remove-participant";
    room: MaybeText;
    account_id: MaybeText;
    meeting_commitment: Maybe<Buffer>;
    host_commitment: Buffer;
    report_id: MaybeText;
    reason: string;
    reason_commitment: MaybeText;
    salt: MaybeText;
    proposed_by: string;
    proposed_at: CreatedAt;
  };
  terms_approval: {
    id: Generated<string>;
    act_id: string;
    by_person: string;
    review: "second" | "third";
    at: CreatedAt;
  };
  terms_effect: { act_id: string; at: CreatedAt };
  terms_withdrawal: { act_id: string; by_person: string; at: CreatedAt };
  terms_review: {
    act_id: string;
    request_id: string;
    by_person: string;
    outcome: "stands" | "reversed";
    reasons: string;
    at: CreatedAt;
  };
  outside_act: {
    id: Generated<string>;
    what: string;
    forced_by: string;
    happened_on: string;
    meeting_commitment: Maybe<Buffer>;
    host_commitment: Maybe<Buffer>;
    entered_by: string;
    entered_at: CreatedAt;
  };
  /** Views. */
  suspended_account: { account_id: string; act_id: string };
  meeting_ended_under_terms: { room: string; act_id: string };
}
