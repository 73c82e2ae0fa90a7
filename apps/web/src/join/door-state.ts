import type { Door, EndedBy, Held, JoinAdmitted } from "@graticule/api/meetings";
import type { Refusal } from "@graticule/api/problem";
import type { NoKeys } from "@graticule/e2ee/keys-state";
import type { AskFault } from "../api/client.ts";
import type { JoinKey } from "../api/joins.ts";

/** Why this page can't be in an encrypted call. `broke`: what seals its frames stopped, or was bypassed. */
export type NoSeal = NoKeys | "broke";

/** Where a person is between opening a meeting's link and leaving it. */
export type DoorState =
  | { readonly kind: "looking" }
  | {
      readonly kind: "door";
      readonly door: Door;
      readonly fault: AskFault | undefined;
      /** `opened`: it kept this person out until now. */
      readonly news: "none" | "opened";
    }
  | {
      readonly kind: "joining";
      /** What the page before showed, to show it again where the join fails. */
      readonly door: Door | undefined;
      /** A join made before, which asks again; undefined: a new one. */
      readonly seat: JoinKey | undefined;
    }
  | { readonly kind: "inside"; readonly admitted: JoinAdmitted }
  | {
      /** In the lobby. */
      readonly kind: "waiting";
      readonly held: Held;
      /** Undefined: not known to this person. */
      readonly title: string | undefined;
      readonly seat: JoinKey;
      readonly fault: AskFault | undefined;
      /** `declined`: a host said no; the page may stay. */
      readonly answer: "none" | "declined";
    }
  | {
      readonly kind: "refused";
      readonly refusal: Refusal;
      /** `door`: was never inside. `call`: was inside until now. */
      readonly from: "door" | "call";
      /** What this person saw before. INVARIANT: to someone whom an order keeps out, only if they were inside. */
      readonly title: string | undefined;
      /** Undefined for a person who was refused before giving a name. */
      readonly seat: JoinKey | undefined;
      /** The host was asked: what became of it. */
      readonly knock: "none" | "sent" | "declined";
    }
  | {
      /** The service can't say who may come in; it is asked again by itself. */
      readonly kind: "cannot-check";
      /**
       * `no-media`: there is no media server where the host wants it. `away`: this person was inside,
       * and is brought back.
       */
      readonly why: "closed" | "no-media" | "away" | AskFault;
      /** What is asked again: what the door says or, once a name was given, to be let in. */
      readonly asks: "door" | "join";
      readonly seat: JoinKey | undefined;
    }
  | {
      readonly kind: "left";
      /** `connection`: it could not be made or restored. `elsewhere`: another tab took this one's place. */
      readonly why: "own-wish" | "connection" | "elsewhere";
      readonly title: string | undefined;
      readonly seat: JoinKey | undefined;
    }
  | {
      /** Out of an encrypted call for which there were no keys here. */
      readonly kind: "no-keys";
      readonly why: NoSeal;
      readonly title: string;
    }
  | { readonly kind: "ended"; readonly by: EndedBy; readonly title: string | undefined }
  | { readonly kind: "not-found" };

export type DoorEvent =
  | { readonly kind: "door-seen"; readonly door: Door }
  | { readonly kind: "no-such-meeting" }
  /** Absent: the service can't check its rules. */
  | { readonly kind: "cannot-check"; readonly why?: "no-media" }
  | { readonly kind: "fault"; readonly fault: AskFault }
  | { readonly kind: "join" }
  | { readonly kind: "admitted"; readonly admitted: JoinAdmitted }
  /** `seat` comes with the answer to a join; the stream's word has none. */
  | {
      readonly kind: "held";
      readonly held: Held;
      readonly seat?: JoinKey;
      readonly title?: string | undefined;
    }
  | {
      readonly kind: "refused";
      readonly refusal: Refusal;
      readonly seat?: JoinKey;
      /** Absent: as it seems from where the page stands. */
      readonly from?: "door" | "call";
      /** Present: the service knows of no knock, whatever was sent. */
      readonly knock?: "none";
    }
  | { readonly kind: "may-return" }
  /** The link of a pass was opened in the tab of this page. */
  | { readonly kind: "pass-brought" }
  | { readonly kind: "knocked" }
  | { readonly kind: "declined" }
  /** The service no longer knows the join: it was restarted, or it took too long. */
  | { readonly kind: "forgotten" }
  | { readonly kind: "meeting-ended"; readonly by: EndedBy }
  /** The connection of the call could not be brought back. */
  | { readonly kind: "lost" }
  | { readonly kind: "no-keys"; readonly why: NoSeal }
  /** A copy of this tab follows the join from now on. */
  | { readonly kind: "elsewhere" }
  /** Absent: by one's own wish. */
  | { readonly kind: "leave"; readonly why?: "connection" };

export type StateOf<S extends DoorState["kind"]> = Extract<DoorState, { kind: S }>;
export type EventOf<E extends DoorEvent["kind"]> = Extract<DoorEvent, { kind: E }>;

/** The join that a state belongs to, if any. */
export function joinKeyOf(state: DoorState): JoinKey | undefined {
  switch (state.kind) {
    case "inside":
      return { joinId: state.admitted.joinId, key: state.admitted.key };
    case "joining":
    case "waiting":
    case "refused":
    case "cannot-check":
    case "left":
      return state.seat;
    case "looking":
    case "door":
    case "no-keys":
    case "ended":
    case "not-found":
      return undefined;
  }
}

/** The meeting's title, as long as a state holds it. */
export function titleOf(state: DoorState): string | undefined {
  switch (state.kind) {
    case "inside":
      return state.admitted.meeting.title;
    case "door":
    case "joining":
      return state.door?.title;
    case "waiting":
    case "refused":
    case "left":
    case "no-keys":
    case "ended":
      return state.title;
    case "looking":
    case "cannot-check":
    case "not-found":
      return undefined;
  }
}
