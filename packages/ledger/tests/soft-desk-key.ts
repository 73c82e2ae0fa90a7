import { createHash, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import {
  type ActSignature,
  type ActStatement,
  challengeOf,
  type DeskKey,
  deskKeyId,
  type VerifyAct,
} from "@graticule/ledger/act-signature";
import type { Day } from "@graticule/ledger/day";
import type { Commitment } from "@graticule/ledger/field";
import type { Sha256 } from "@graticule/ledger/merkle";

const sha256: Sha256 = (bytes) => createHash("sha256").update(bytes).digest();

/** An authenticator in software, with one desk key. */
export interface SoftDeskKey {
  readonly key: DeskKey;
  readonly id: Commitment;
  readonly privateKey: KeyObject;
  /** Signs an act as a browser on this site would ask for. */
  sign(statement: ActStatement, day: Day, origin?: string): ActSignature;
  /** Signs a challenge, with any flags and any client data. */
  signChallenge(challenge: Uint8Array, day: Day, how?: SoftSigning): ActSignature;
}

export interface SoftSigning {
  readonly origin?: string;
  /** The RP ID; by default the origin's host. */
  readonly host?: string;
  readonly flags?: number;
  readonly client?: Readonly<Record<string, unknown>>;
}

export function softDeskKey(kind: "ec" | "rsa" = "ec"): SoftDeskKey {
  const { publicKey, privateKey } =
    kind === "ec"
      ? generateKeyPairSync("ec", { namedCurve: "P-256" })
      : generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = publicKey.export({ format: "der", type: "spki" }).toString("base64url") as DeskKey;
  const id = deskKeyId(sha256, key);
  const signChallenge: SoftDeskKey["signChallenge"] = (challenge, day, how = {}) => {
    const { origin = "http://meet.test", flags = 0x05, client = {} } = how;
    const { host = new URL(origin).hostname } = how;
    const clientData = Buffer.from(
      JSON.stringify({
        type: "webauthn.get",
        challenge: Buffer.from(challenge).toString("base64url"),
        origin,
        crossOrigin: false,
        ...client,
      }),
    );
    const authenticatorData = Buffer.concat([
      sha256(Buffer.from(host)),
      Buffer.from([flags, 0, 0, 0, 0]),
    ]);
    const message = Buffer.concat([authenticatorData, sha256(clientData)]);
    return {
      key: id,
      day,
      authenticatorData: authenticatorData.toString("base64url"),
      clientData: clientData.toString("base64url"),
      signature: sign("sha256", message, privateKey).toString("base64url"),
    };
  };
  return {
    key,
    id,
    privateKey,
    signChallenge,
    sign: (statement, day, origin = "http://meet.test") =>
      signChallenge(challengeOf(sha256, statement, day), day, { origin }),
  };
}

export const verifyAct: VerifyAct = async ({ publicKey, message, signature }) => {
  const key = { key: Buffer.from(publicKey), format: "der", type: "spki" } as const;
  return verify("sha256", message, key, signature);
};
