import {
  type JoinAdmitted,
  type JoinHeld,
  type JoinInput,
  joinAdmitted,
  joinHeld,
} from "@graticule/api/meetings";
import { type Answer, ask, type Credential, nothing, type Reader } from "./client.ts";

/** What a page needs to speak for a join that it made. */
export interface JoinKey {
  readonly joinId: string;
  readonly key: string;
}

/** Let in, or waiting in the lobby. A refusal is a problem. */
export type JoinAnswer = JoinAdmitted | JoinHeld;

const joinAnswer: Reader<JoinAnswer> = {
  parse: (body) =>
    typeof body === "object" && body !== null && "held" in body
      ? joinHeld.parse(body)
      : joinAdmitted.parse(body),
};

const joinPath = (join: JoinKey, rest: string): string =>
  `/api/joins/${encodeURIComponent(join.joinId)}/${rest}`;

const asJoin = (join: JoinKey): Credential => ({ kind: "secret", secret: join.key });

/** `credential`: the secret of the management link, for whoever comes as host. */
export const joinMeeting = (
  code: string,
  input: JoinInput,
  credential?: Credential,
): Promise<Answer<JoinAnswer>> =>
  ask({
    path: `/api/meetings/${encodeURIComponent(code)}/joins`,
    method: "POST",
    body: input,
    schema: joinAnswer,
    ...(credential === undefined ? {} : { credential }),
  });

/** Asks again for the same join. `stated`: the answer to "Where are you joining from now?". */
export const enterJoin = (join: JoinKey, stated?: string): Promise<Answer<JoinAnswer>> =>
  ask({
    path: joinPath(join, "enter"),
    method: "POST",
    body: stated === undefined ? {} : { stated },
    credential: asJoin(join),
    schema: joinAnswer,
  });

/** "I'm not there": `conflict` where no host can open the door. */
export const knockAtDoor = (join: JoinKey, text: string | undefined): Promise<Answer<undefined>> =>
  ask({
    path: joinPath(join, "knock"),
    method: "POST",
    body: text === undefined ? {} : { text },
    credential: asJoin(join),
    schema: nothing,
  });

/** The service forgets the join at once. */
export const leaveJoin = (join: JoinKey): Promise<Answer<undefined>> =>
  ask({ path: joinPath(join, "leave"), method: "POST", credential: asJoin(join), schema: nothing });
