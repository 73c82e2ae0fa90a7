// What who makes an end-to-end encrypted meeting by API makes first, in any language: the part of its link that the service never gets,
// and the public key that it is told. Run it: node examples/link/make-link.mjs
import { createPrivateKey, createPublicKey, hkdfSync, randomBytes } from "node:crypto";

/** PKCS #8 of an Ed25519 key, before its 32 bytes (RFC 8410). */
const pkcs8Head = Buffer.from("302e020100300506032b657004220420", "hex");

const seed = randomBytes(32);
const own = Buffer.from(hkdfSync("sha256", seed, "", "Graticule link key 1", 32));
const key = createPrivateKey({
  key: Buffer.concat([pkcs8Head, own]),
  format: "der",
  type: "pkcs8",
});
const { x: linkKey } = createPublicKey(key).export({ format: "jwk" });

console.log(
  JSON.stringify(
    {
      post: { title: "Among ourselves", encryption: "end-to-end", linkKey },
      behindJoinUrl: `#${seed.toString("base64url")}`,
    },
    null,
    2,
  ),
);
