import { type ClientState, joinGroup, makePskIndex } from "ts-mls/clientState.js";
import { verifyGroupInfoConfirmationTag, verifyGroupInfoSignature } from "ts-mls/groupInfo.js";
import { makeKeyPackageRef } from "ts-mls/keyPackage.js";
import { decodeMlsMessage } from "ts-mls/message.js";
import { processPrivateMessage, processPublicMessage } from "ts-mls/processMessages.js";
import { decodeRatchetTree } from "ts-mls/ratchetTree.js";
import { bytesToBase64 } from "ts-mls/util/byteArray.js";
import { decryptGroupInfo, decryptGroupSecrets } from "ts-mls/welcome.js";
import {
  bytes,
  type Hex,
  holds,
  keysMatch,
  message,
  nothing,
  same,
  suite,
  whole,
} from "./vector.ts";

/** RFC 9420 section 12.4.3.1: what a newcomer reads in the welcome, without keys shared before. */
export async function welcome(vector: {
  init_priv: Hex;
  signer_pub: Hex;
  key_package: Hex;
  welcome: Hex;
}): Promise<void> {
  const { hash, hpke, kdf, signature } = suite;
  const { keyPackage } = message("mls_key_package", vector.key_package);
  const sent = message("mls_welcome", vector.welcome).welcome;
  const ref = await makeKeyPackageRef(keyPackage, hash);
  const initKey = await hpke.importPrivateKey(bytes(vector.init_priv));
  const secrets = await decryptGroupSecrets(initKey, ref, sent, hpke);
  if (secrets === undefined) throw new Error("the welcome has no secrets for the key package");

  const noPsk = new Uint8Array(kdf.size);
  const info = await decryptGroupInfo(sent, secrets.joinerSecret, noPsk, suite);
  if (info === undefined) throw new Error("the group info was not read");
  const signer = bytes(vector.signer_pub);
  holds("the group info's signature", await verifyGroupInfoSignature(info, signer, signature));
  const tag = await verifyGroupInfoConfirmationTag(info, secrets.joinerSecret, noPsk, suite);
  holds("the confirmation tag", tag);
}

interface PassiveClient {
  external_psks: { psk_id: Hex; psk: Hex }[];
  key_package: Hex;
  signature_priv: Hex;
  encryption_priv: Hex;
  init_priv: Hex;
  welcome: Hex;
  ratchet_tree: Hex | null;
  initial_epoch_authenticator: Hex;
  epochs: { proposals: Hex[]; commit: Hex; epoch_authenticator: Hex }[];
}

/** A client that joins by a welcome, then follows the others' commits and says nothing. */
export async function passiveClient(vector: PassiveClient): Promise<void> {
  const psks = Object.fromEntries(
    vector.external_psks.map(({ psk_id, psk }) => [bytesToBase64(bytes(psk_id)), bytes(psk)]),
  );
  let state = await joined(vector, psks);
  const initial = state.keySchedule.epochAuthenticator;
  same("initial_epoch_authenticator", initial, vector.initial_epoch_authenticator);
  for (const [index, epoch] of vector.epochs.entries()) {
    for (const sent of [...epoch.proposals, epoch.commit]) state = await after(state, sent, psks);
    const { epochAuthenticator } = state.keySchedule;
    same(`epochs[${index}].epoch_authenticator`, epochAuthenticator, epoch.epoch_authenticator);
  }
}

type Psks = Record<string, Uint8Array>;

async function joined(vector: PassiveClient, psks: Psks): Promise<ClientState> {
  const { keyPackage } = message("mls_key_package", vector.key_package);
  const keys = {
    initPrivateKey: bytes(vector.init_priv),
    hpkePrivateKey: bytes(vector.encryption_priv),
    signaturePrivateKey: bytes(vector.signature_priv),
  };
  const { leafNode } = keyPackage;
  await keysMatch(keyPackage.initKey, keys.initPrivateKey);
  await keysMatch(leafNode.hpkePublicKey, keys.hpkePrivateKey);
  const signature = await suite.signature.sign(keys.signaturePrivateKey, nothing);
  const verified = suite.signature.verify(leafNode.signaturePublicKey, nothing, signature);
  holds("signature_priv", await verified);

  const tree =
    vector.ratchet_tree === null ? undefined : whole(decodeRatchetTree, vector.ratchet_tree);
  const sent = message("mls_welcome", vector.welcome).welcome;
  return joinGroup(sent, keyPackage, keys, makePskIndex(undefined, psks), suite, tree);
}

async function after(state: ClientState, sent: Hex, psks: Psks): Promise<ClientState> {
  const read = whole(decodeMlsMessage, sent);
  const pskIndex = makePskIndex(state, psks);
  if (read.wireformat === "mls_private_message") {
    return (await processPrivateMessage(state, read.privateMessage, pskIndex, suite)).newState;
  }
  if (read.wireformat === "mls_public_message") {
    return (await processPublicMessage(state, read.publicMessage, pskIndex, suite)).newState;
  }
  throw new Error(`a ${read.wireformat} is no handshake`);
}
