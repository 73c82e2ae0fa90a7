import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import type { TestDatabase } from "./harness.ts";
import type { Browser } from "./people-service.ts";

/** A test's own passkey, as stored after a registration. */
export interface SoftPasskey {
  /** Its answer to a new challenge for this browser, as `POST …/acceptance` takes it. */
  answer(browser: Browser): Promise<object>;
}

/** ES256 (RFC 9053), as a COSE key: kty 2, alg -7, crv 1, x, y. */
function coseKey(key: KeyObject): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  const point = (label: number, value: string) =>
    Buffer.concat([Buffer.from([label, 0x58, 0x20]), Buffer.from(value, "base64url")]);
  return Buffer.concat([Buffer.from("a5010203262001", "hex"), point(0x21, x), point(0x22, y)]);
}

export async function newPasskey(
  { pool }: Pick<TestDatabase, "pool">,
  email: string,
): Promise<SoftPasskey> {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const id = createHash("sha256").update(coseKey(publicKey)).digest("base64url");
  await pool.query(
    `INSERT INTO passkey (person_id, public_key, credential_id, counter, device_type, backed_up)
     SELECT id, $2, $3, 0, 'singleDevice', false FROM person WHERE email = $1`,
    [email, coseKey(publicKey).toString("base64"), id],
  );
  return {
    async answer(browser) {
      const options = (await browser.auth("/passkey/generate-authenticate-options")).json;
      const clientData = Buffer.from(
        JSON.stringify({
          type: "webauthn.get",
          challenge: options.challenge,
          origin: "http://meet.test",
        }),
      );
      const rpHash = createHash("sha256").update("meet.test").digest();
      // The flags "user present" and "user verified", and a counter that never counts.
      const authenticatorData = Buffer.concat([rpHash, Buffer.from([0x05, 0, 0, 0, 0])]);
      const signed = Buffer.concat([
        authenticatorData,
        createHash("sha256").update(clientData).digest(),
      ]);
      return {
        id,
        rawId: id,
        type: "public-key",
        clientExtensionResults: {},
        response: {
          clientDataJSON: clientData.toString("base64url"),
          authenticatorData: authenticatorData.toString("base64url"),
          signature: sign("sha256", signed, privateKey).toString("base64url"),
        },
      };
    },
  };
}

/** A new authenticator's answer to the challenge of a registration, without an attestation (WebAuthn Level 3, 6.5). */
export function registration(challenge: string) {
  const { x = "", y = "" } = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({
    format: "jwk",
  });
  const id = randomBytes(16);
  const hex = (text: string) => Buffer.from(text, "base64url").toString("hex");
  const key = `a5010203262001215820${hex(x)}225820${hex(y)}`;
  const rpIdHash = createHash("sha256").update("meet.test").digest("hex");
  const flags = "45";
  const authData = Buffer.from(
    `${rpIdHash}${flags}${"00".repeat(4 + 16)}0010${id.toString("hex")}${key}`,
    "hex",
  );
  const attestation = Buffer.concat([
    Buffer.from("\xa3cfmtdnonegattStmt\xa0hauthDataX", "latin1"),
    Buffer.from([authData.length]),
    authData,
  ]);
  const client = { type: "webauthn.create", challenge, origin: "http://meet.test" };
  return {
    id: id.toString("base64url"),
    rawId: id.toString("base64url"),
    type: "public-key",
    response: {
      clientDataJSON: Buffer.from(JSON.stringify(client)).toString("base64url"),
      attestationObject: attestation.toString("base64url"),
    },
    clientExtensionResults: {},
  };
}
