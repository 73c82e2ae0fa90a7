import type { KeysMessage } from "@graticule/api/keys";
import type { JoinAdmitted, JoinHeld, JoinInput } from "@graticule/api/meetings";
import { type Answer, answerOf, type Credential, how, service } from "./client.ts";

/** What a page needs to speak for a join that it made. */
export interface JoinKey {
  readonly joinId: string;
  readonly key: string;
}

/** Let in, or waiting in the lobby. A refusal is a problem. */
export type JoinAnswer = JoinAdmitted | JoinHeld;

const joinOf = ({ joinId, key }: JoinKey) => ({
  ...how({ credential: { kind: "secret", secret: key } }),
  params: { path: { joinId } },
});

/** `credential`: the secret of the management link, to join as host. */
export const joinMeeting = (
  code: string,
  body: JoinInput,
  credential?: Credential,
): Promise<Answer<JoinAnswer>> =>
  answerOf(
    service.POST("/api/meetings/{code}/joins", {
      ...how({ credential }),
      params: { path: { code } },
      body,
    }),
  );

/** Asks again for the same join. `stated`: the answer to "Where are you joining from now?". */
export const enterJoin = (join: JoinKey, stated?: string): Promise<Answer<JoinAnswer>> =>
  answerOf(service.POST("/api/joins/{joinId}/enter", { ...joinOf(join), body: { stated } }));

/** What someone whom a rule keeps out asks the host with. */
export interface Knocking {
  /** Whether this person is where the rule is closed; undefined: their place is unknown. */
  readonly says: "there" | "not-there" | undefined;
  readonly text: string | undefined;
}

/** Asks the host to be let in against the rule: `conflict` where no host can open the door. */
export const knockAtDoor = (join: JoinKey, body: Knocking) =>
  answerOf(service.POST("/api/joins/{joinId}/knock", { ...joinOf(join), body }));

/** "I'm not there", said to an order; `conflict` where none keeps out. `devicePlace`: where the device says to be. */
export const sayNotThere = (join: JoinKey, devicePlace?: string) =>
  answerOf(service.POST("/api/joins/{joinId}/contest", { ...joinOf(join), body: { devicePlace } }));

/** The service forgets the join at once. */
export const leaveJoin = (join: JoinKey) =>
  answerOf(service.POST("/api/joins/{joinId}/leave", joinOf(join)));

/** Offers a beacon; an answer without SDP: none is wanted here. */
export const openBeacon = (join: JoinKey, sdp: string, withinMs: number) =>
  answerOf(
    service.POST("/api/joins/{joinId}/beacon", {
      ...joinOf(join),
      body: { sdp },
      signal: AbortSignal.timeout(withinMs),
    }),
  );

/** Of the keys of an encrypted meeting. It arrives also where the page goes meanwhile. */
export const sayKeys = (join: JoinKey, message: KeysMessage) =>
  answerOf(
    service.POST("/api/joins/{joinId}/keys", {
      ...joinOf(join),
      body: message,
      keepalive: message.kind === "bye",
    }),
  );

/** Short, since the request may go by a network that is gone. */
const soonMs = 1_200;

/** Says from where this page asks, by asking. */
export const sayWhere = (join: JoinKey) =>
  answerOf(
    service.POST("/api/joins/{joinId}/here", {
      ...joinOf(join),
      signal: AbortSignal.timeout(soonMs),
    }),
  );
