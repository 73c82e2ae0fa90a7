import { decodeAuthenticatedContent } from "ts-mls/authenticatedContent.js";
import { determineLength } from "ts-mls/codec/variableLength.js";
import { refhash } from "ts-mls/crypto/hash.js";
import { decryptWithLabel, encryptWithLabel } from "ts-mls/crypto/hpke.js";
import { deriveSecret, deriveTreeSecret, expandWithLabel } from "ts-mls/crypto/kdf.js";
import { signWithLabel, verifyWithLabel } from "ts-mls/crypto/signature.js";
import { verifyConfirmationTag } from "ts-mls/framedContent.js";
import { encodeGroupContext } from "ts-mls/groupContext.js";
import { defaultKeyRetentionConfig } from "ts-mls/keyRetentionConfig.js";
import { initializeEpoch, mlsExporter } from "ts-mls/keySchedule.js";
import { computePskSecret, type PreSharedKeyID } from "ts-mls/presharedkey.js";
import {
  createSecretTree,
  deriveKey,
  deriveNonce,
  type GenerationSecret,
  ratchetUntil,
} from "ts-mls/secretTree.js";
import { expandSenderDataKey, expandSenderDataNonce } from "ts-mls/sender.js";
import { createConfirmedHash, createInterimHash } from "ts-mls/transcriptHash.js";
import { bytes, context, type Hex, holds, same, suite, whole } from "./vector.ts";

/** RFC 9420 section 2.1.2: the header that says how long a vector is. */
export function deserialization(vector: { vlbytes_header: Hex; length: number }): void {
  same("length", determineLength(bytes(vector.vlbytes_header)).length, vector.length);
}

interface CryptoBasics {
  ref_hash: { label: string; value: Hex; out: Hex };
  expand_with_label: { secret: Hex; label: string; context: Hex; length: number; out: Hex };
  derive_secret: { secret: Hex; label: string; out: Hex };
  derive_tree_secret: {
    secret: Hex;
    label: string;
    generation: number;
    length: number;
    out: Hex;
  };
  sign_with_label: { priv: Hex; pub: Hex; content: Hex; label: string; signature: Hex };
  encrypt_with_label: {
    priv: Hex;
    pub: Hex;
    label: string;
    context: Hex;
    plaintext: Hex;
    kem_output: Hex;
    ciphertext: Hex;
  };
}

/** RFC 9420 sections 5.1, 5.2, 8 and 9: every function that takes a label. */
export async function cryptoBasics(vector: CryptoBasics): Promise<void> {
  const { hash, kdf } = suite;
  const ref = vector.ref_hash;
  same("ref_hash", await refhash(ref.label, bytes(ref.value), hash), ref.out);

  const expand = vector.expand_with_label;
  const expanded = await expandWithLabel(
    bytes(expand.secret),
    expand.label,
    bytes(expand.context),
    expand.length,
    kdf,
  );
  same("expand_with_label", expanded, expand.out);

  const derive = vector.derive_secret;
  same("derive_secret", await deriveSecret(bytes(derive.secret), derive.label, kdf), derive.out);

  const tree = vector.derive_tree_secret;
  const treeSecret = await deriveTreeSecret(
    bytes(tree.secret),
    tree.label,
    tree.generation,
    tree.length,
    kdf,
  );
  same("derive_tree_secret", treeSecret, tree.out);

  await signs(vector.sign_with_label);
  await encrypts(vector.encrypt_with_label);
}

async function signs(vector: CryptoBasics["sign_with_label"]): Promise<void> {
  const { label } = vector;
  const content = bytes(vector.content);
  const verify = (signature: Uint8Array) =>
    verifyWithLabel(bytes(vector.pub), label, content, signature, suite.signature);
  holds("sign_with_label.signature", await verify(bytes(vector.signature)));
  const own = await signWithLabel(bytes(vector.priv), label, content, suite.signature);
  holds("a signature of our own", await verify(own));
}

async function encrypts(vector: CryptoBasics["encrypt_with_label"]): Promise<void> {
  const { hpke } = suite;
  const { label } = vector;
  const info = bytes(vector.context);
  const privateKey = await hpke.importPrivateKey(bytes(vector.priv));
  const open = (enc: Uint8Array, ct: Uint8Array) =>
    decryptWithLabel(privateKey, label, info, enc, ct, hpke);
  const opened = await open(bytes(vector.kem_output), bytes(vector.ciphertext));
  same("encrypt_with_label", opened, vector.plaintext);
  const publicKey = await hpke.importPublicKey(bytes(vector.pub));
  const own = await encryptWithLabel(publicKey, label, info, bytes(vector.plaintext), hpke);
  same("a ciphertext of our own", await open(own.enc, own.ct), vector.plaintext);
}

interface Epoch {
  tree_hash: Hex;
  commit_secret: Hex;
  psk_secret: Hex;
  confirmed_transcript_hash: Hex;
  group_context: Hex;
  joiner_secret: Hex;
  welcome_secret: Hex;
  init_secret: Hex;
  sender_data_secret: Hex;
  encryption_secret: Hex;
  exporter_secret: Hex;
  epoch_authenticator: Hex;
  external_secret: Hex;
  confirmation_key: Hex;
  membership_key: Hex;
  resumption_psk: Hex;
  external_pub: Hex;
  exporter: { label: string; context: Hex; length: number; secret: Hex };
}

/** RFC 9420 section 8: each epoch's secrets come from the init secret of the one before. */
export async function keySchedule(vector: {
  group_id: Hex;
  initial_init_secret: Hex;
  epochs: Epoch[];
}): Promise<void> {
  let initSecret = bytes(vector.initial_init_secret);
  for (const [number, epoch] of vector.epochs.entries()) {
    initSecret = await nextInitSecret(initSecret, { group_id: vector.group_id, number, epoch });
  }
}

async function nextInitSecret(
  initSecret: Uint8Array,
  { group_id, number, epoch }: { group_id: Hex; number: number; epoch: Epoch },
): Promise<Uint8Array> {
  const at = (what: string) => `epoch ${number}, ${what}`;
  const groupContext = context({
    group_id,
    epoch: number,
    tree_hash: bytes(epoch.tree_hash),
    confirmed_transcript_hash: epoch.confirmed_transcript_hash,
  });
  same(at("group_context"), encodeGroupContext(groupContext), epoch.group_context);

  const secrets = await initializeEpoch(
    initSecret,
    bytes(epoch.commit_secret),
    groupContext,
    bytes(epoch.psk_secret),
    suite.kdf,
  );
  const schedule = secrets.keySchedule;
  same(at("joiner_secret"), secrets.joinerSecret, epoch.joiner_secret);
  same(at("welcome_secret"), secrets.welcomeSecret, epoch.welcome_secret);
  same(at("encryption_secret"), secrets.encryptionSecret, epoch.encryption_secret);
  same(at("init_secret"), schedule.initSecret, epoch.init_secret);
  same(at("sender_data_secret"), schedule.senderDataSecret, epoch.sender_data_secret);
  same(at("exporter_secret"), schedule.exporterSecret, epoch.exporter_secret);
  same(at("epoch_authenticator"), schedule.epochAuthenticator, epoch.epoch_authenticator);
  same(at("external_secret"), schedule.externalSecret, epoch.external_secret);
  same(at("confirmation_key"), schedule.confirmationKey, epoch.confirmation_key);
  same(at("membership_key"), schedule.membershipKey, epoch.membership_key);
  same(at("resumption_psk"), schedule.resumptionPsk, epoch.resumption_psk);

  const { publicKey } = await suite.hpke.deriveKeyPair(schedule.externalSecret);
  same(at("external_pub"), await suite.hpke.exportPublicKey(publicKey), epoch.external_pub);

  const { exporter } = epoch;
  const exported = await mlsExporter(
    schedule.exporterSecret,
    exporter.label,
    bytes(exporter.context),
    exporter.length,
    suite,
  );
  same(at("exporter"), exported, exporter.secret);
  return schedule.initSecret;
}

/** RFC 9420 section 8.4: one secret of all the keys shared before. */
export async function pskSecret(vector: {
  psks: { psk_id: Hex; psk: Hex; psk_nonce: Hex }[];
  psk_secret: Hex;
}): Promise<void> {
  const psks = vector.psks.map((psk): [PreSharedKeyID, Uint8Array] => [
    { psktype: "external", pskId: bytes(psk.psk_id), pskNonce: bytes(psk.psk_nonce) },
    bytes(psk.psk),
  ]);
  same("psk_secret", await computePskSecret(psks, suite), vector.psk_secret);
}

/** RFC 9420 section 8.2: the two running hashes over the commits. */
export async function transcriptHashes(vector: {
  confirmation_key: Hex;
  authenticated_content: Hex;
  interim_transcript_hash_before: Hex;
  confirmed_transcript_hash_after: Hex;
  interim_transcript_hash_after: Hex;
}): Promise<void> {
  const { wireformat, content, auth } = whole(
    decodeAuthenticatedContent,
    vector.authenticated_content,
  );
  if (content.contentType !== "commit" || auth.contentType !== "commit") {
    throw new Error("authenticated_content is not a commit");
  }
  const { signature, confirmationTag } = auth;
  const confirmed = await createConfirmedHash(
    bytes(vector.interim_transcript_hash_before),
    { wireformat, content, signature },
    suite.hash,
  );
  same("confirmed_transcript_hash_after", confirmed, vector.confirmed_transcript_hash_after);
  const interim = await createInterimHash(confirmed, confirmationTag, suite.hash);
  same("interim_transcript_hash_after", interim, vector.interim_transcript_hash_after);
  const key = bytes(vector.confirmation_key);
  const tagHolds = await verifyConfirmationTag(key, confirmationTag, confirmed, suite.hash);
  holds("confirmation_tag", tagHolds);
}

interface Generation {
  generation: number;
  handshake_key: Hex;
  handshake_nonce: Hex;
  application_key: Hex;
  application_nonce: Hex;
}

/**
 * RFC 9420 sections 6.3.2 and 9: the keys of the sender data, and of each generation of each leaf.
 */
export async function secretTree(vector: {
  sender_data: { sender_data_secret: Hex; ciphertext: Hex; key: Hex; nonce: Hex };
  encryption_secret: Hex;
  leaves: Generation[][];
}): Promise<void> {
  const { sender_data: sender, leaves } = vector;
  const secret = bytes(sender.sender_data_secret);
  const ciphertext = bytes(sender.ciphertext);
  same("sender_data.key", await expandSenderDataKey(suite, secret, ciphertext), sender.key);
  same("sender_data.nonce", await expandSenderDataNonce(suite, secret, ciphertext), sender.nonce);

  const root = bytes(vector.encryption_secret);
  const tree = await createSecretTree(leaves.length, root, suite.kdf);
  for (const [leaf, generations] of leaves.entries()) {
    const node = tree[leaf * 2];
    if (node === undefined) throw new Error(`leaf ${leaf} has no secrets`);
    for (const wanted of generations) {
      const at = `leaf ${leaf}, generation ${wanted.generation}`;
      const handshake = await keysOf(node.handshake, wanted.generation);
      same(`${at}, handshake_key`, handshake.key, wanted.handshake_key);
      same(`${at}, handshake_nonce`, handshake.nonce, wanted.handshake_nonce);
      const application = await keysOf(node.application, wanted.generation);
      same(`${at}, application_key`, application.key, wanted.application_key);
      same(`${at}, application_nonce`, application.nonce, wanted.application_nonce);
    }
  }
}

async function keysOf(first: GenerationSecret, generation: number) {
  const [at] = await ratchetUntil(first, generation, defaultKeyRetentionConfig, suite.kdf);
  same("generation", at.generation, generation);
  return {
    key: await deriveKey(at.secret, generation, suite),
    nonce: await deriveNonce(at.secret, generation, suite),
  };
}
