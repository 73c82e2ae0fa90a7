import type { VerifyEd25519 } from "@graticule/ledger/note";
import { sha256 } from "@noble/hashes/sha2.js";
import { type Claims, timeClaims } from "../claim.ts";

/** Verifies with a browser's ports: noble's SHA-256, and the browser's Ed25519. */

const verifyEd25519: VerifyEd25519 = async ({ publicKey, message, signature }) => {
  const [raw, signed, said] = [publicKey, signature, message].map((bytes) => new Uint8Array(bytes));
  const key = await crypto.subtle.importKey("raw", raw as never, "Ed25519", false, ["verify"]);
  return await crypto.subtle.verify("Ed25519", key, signed as never, said as never);
};

Object.assign(window, {
  timeClaims: (claims: Claims) => timeClaims({ sha256, verifyEd25519 }, claims),
});
