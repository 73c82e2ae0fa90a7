import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
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
