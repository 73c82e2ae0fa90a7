import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { passiveClient, welcome } from "./client.ts";
import {
  cryptoBasics,
  deserialization,
  keySchedule,
  pskSecret,
  secretTree,
  transcriptHashes,
} from "./crypto.ts";
import { messageProtection, messages } from "./message.ts";
import { treeKem, treeMath, treeOperations, treeValidation } from "./tree.ts";
import { suiteNumber } from "./vector.ts";

/** The README there says where they come from. */
const folder = join(import.meta.dirname, "../../../../vectors/mls");

interface Kind {
  readonly file: string;
  /** How many vectors of our ciphersuite, or of none, the file has. Fewer or more is a failure. */
  readonly count: number;
  readonly check: (vector: never) => void | Promise<void>;
  /** The vector, and the values in it, that are spoilt to see the check fail. */
  readonly spoil: readonly [index: number, ...paths: string[]];
}

const kinds: readonly Kind[] = [
  {
    file: "tree-math",
    count: 10,
    check: treeMath,
    spoil: [3, "n_nodes", "root", "left.1", "right.1", "parent.0", "sibling.0"],
  },
  {
    file: "deserialization",
    count: 3,
    check: deserialization,
    spoil: [0, "vlbytes_header", "length"],
  },
  {
    file: "crypto-basics",
    count: 1,
    check: cryptoBasics,
    spoil: [
      0,
      "ref_hash.out",
      "expand_with_label.out",
      "derive_secret.out",
      "derive_tree_secret.out",
      "sign_with_label.signature",
      "encrypt_with_label.ciphertext",
    ],
  },
  {
    file: "secret-tree",
    count: 3,
    check: secretTree,
    spoil: [1, "sender_data.key", "encryption_secret", "leaves.1.1.application_nonce"],
  },
  {
    file: "message-protection",
    count: 1,
    check: messageProtection,
    spoil: [
      0,
      "membership_key",
      "signature_pub",
      "sender_data_secret",
      "encryption_secret",
      "tree_hash",
    ],
  },
  {
    file: "key-schedule",
    count: 1,
    check: keySchedule,
    spoil: [
      0,
      "initial_init_secret",
      "epochs.4.external_pub",
      "epochs.4.exporter.secret",
      "epochs.4.resumption_psk",
    ],
  },
  { file: "psk_secret", count: 10, check: pskSecret, spoil: [5, "psk_secret", "psks.4.psk_nonce"] },
  {
    file: "transcript-hashes",
    count: 100,
    check: transcriptHashes,
    spoil: [
      0,
      "confirmation_key",
      "confirmed_transcript_hash_after",
      "interim_transcript_hash_after",
    ],
  },
  {
    file: "welcome",
    count: 1,
    check: welcome,
    spoil: [0, "init_priv", "signer_pub", "welcome"],
  },
  {
    file: "tree-operations",
    count: 7,
    check: treeOperations,
    spoil: [0, "tree_before", "tree_after", "proposal"],
  },
  {
    file: "tree-validation",
    count: 14,
    check: treeValidation,
    spoil: [4, "group_id", "tree_hashes.3", "resolutions.3.0"],
  },
  {
    file: "treekem",
    count: 11,
    check: treeKem,
    spoil: [
      1,
      "update_paths.0.path_secrets.1",
      "update_paths.1.commit_secret",
      "update_paths.2.tree_hash_after",
      "leaves_private.0.signature_priv",
      "leaves_private.2.encryption_priv",
    ],
  },
  {
    file: "messages",
    count: 30,
    check: messages,
    spoil: [0, "mls_welcome", "ratchet_tree", "private_message"],
  },
  {
    file: "passive-client-welcome",
    count: 8,
    check: passiveClient,
    spoil: [2, "initial_epoch_authenticator", "init_priv", "signature_priv", "external_psks.0.psk"],
  },
  {
    file: "passive-client-handling-commit",
    count: 13,
    check: passiveClient,
    spoil: [0, "epochs.1.epoch_authenticator", "init_priv"],
  },
  {
    file: "passive-client-random",
    count: 1,
    check: passiveClient,
    spoil: [0, "epochs.2.epoch_authenticator"],
  },
];

/** The file's vectors of our ciphersuite, or all if it names none. */
function vectorsOf(file: string): unknown[] {
  const all: { cipher_suite?: number }[] = JSON.parse(
    readFileSync(join(folder, `${file}.json`), "utf8"),
  );
  return all.filter(({ cipher_suite: number = suiteNumber }) => number === suiteNumber);
}

/** The vector with a bit flipped (none that X25519 ignores in a private key) or a number raised. */
function spoilt(vector: unknown, path: string): never {
  const copy = structuredClone(vector);
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  let holder = copy as Record<string, unknown>;
  for (const step of steps) holder = holder[step] as Record<string, unknown>;
  const value = holder[last];
  if (typeof value === "number") holder[last] = value + 1;
  else if (typeof value === "string" && value !== "") {
    const first = (Number.parseInt(value.slice(0, 2), 16) ^ 8).toString(16).padStart(2, "0");
    holder[last] = first + value.slice(2);
  } else throw new Error(`${path} is nothing to spoil`);
  return copy as never;
}

describe.each(kinds)("RFC 9420, $file", ({ file, count, check, spoil: [at, ...paths] }) => {
  const vectors = vectorsOf(file);

  test(`has ${count} vectors`, () => {
    expect(vectors).toHaveLength(count);
  });

  test.each(vectors.map((vector, index) => ({ vector, index })))(
    `${file}.json [$index]`,
    async ({ vector }) => {
      await check(vector as never);
    },
  );

  test.each(paths)(`${file}.json [${at}] fails with %s spoilt`, async (path) => {
    await expect((async () => check(spoilt(vectors[at], path)))()).rejects.toThrow();
  });
});
