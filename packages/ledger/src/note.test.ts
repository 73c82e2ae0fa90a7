import { createPrivateKey, createPublicKey, hash, sign, verify } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { base64, concat, fromUtf8, utf8 } from "./bytes.ts";
import { type Checkpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from "./checkpoint.ts";
import {
  formatNote,
  formatNoteKey,
  noteKey,
  openNote,
  parseNote,
  parseNoteKey,
  type SignEd25519,
  signNote,
  type VerifyEd25519,
} from "./note.ts";

const sha256 = (bytes: Uint8Array) => new Uint8Array(hash("sha256", bytes, "buffer"));
const der = { format: "der", type: "pkcs8" } as const;
const seedPrefix = Buffer.from("302e020100300506032b657004220420", "hex");
const keyPrefix = Buffer.from("302a300506032b6570032100", "hex");

function signerOf(name: string, seed: number) {
  const privateKey = createPrivateKey({
    key: concat(seedPrefix, new Uint8Array(32).fill(seed)) as Buffer,
    ...der,
  });
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  const signIt: SignEd25519 = async (message) => new Uint8Array(sign(null, message, privateKey));
  return {
    key: noteKey(sha256, name, new Uint8Array(spki.subarray(keyPrefix.length))),
    sign: signIt,
  };
}

const verifyIt: VerifyEd25519 = async ({ publicKey, message, signature }) => {
  const key = Buffer.concat([keyPrefix, publicKey]);
  return verify(null, message, { key, format: "der", type: "spki" }, signature);
};

const ours = signerOf("log.example/graticule", 1);
const witness = signerOf("witness.example", 2);
const open = (bytes: Uint8Array) => openNote(bytes, [ours.key], verifyIt);

/** The note in the documentation of golang.org/x/mod/sumdb/note. */
const known = {
  key: "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
  note:
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
};

test("the known note is signed by its known key", async () => {
  const key = parseNoteKey(sha256, known.key);
  expect(key && formatNoteKey(key)).toBe(known.key);
  const opened = await openNote(utf8(known.note), key ? [key] : [], verifyIt);
  expect(opened.kind).toBe("signed");
});

test("any signed text comes back, and one with any bit of the note flipped doesn't", async () => {
  const unit = fc.constantFrom("a", "€", "😂", " ", "\n", "—", "\u200f");
  await fc.assert(
    fc.asyncProperty(fc.string({ unit, maxLength: 40 }), fc.nat(), async (start, at) => {
      const text = `${start}\n`;
      const bytes = await signNote(text, ours);
      expect(await open(bytes)).toEqual({ kind: "signed", text, by: [ours.key] });
      const bit = at % (bytes.length * 8);
      const flipped = bytes.map((byte, place) =>
        place === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte,
      );
      expect((await open(flipped)).kind).not.toBe("signed");
    }),
  );
});

test("every bit of a checkpoint counts", async () => {
  const log = { origin: ours.key.name, keys: [ours.key] };
  const checkpoint: Checkpoint = {
    origin: log.origin,
    size: 20_852_163,
    root: sha256(utf8("root")),
  };
  const bytes = await signCheckpoint(checkpoint, ours);
  expect(await openCheckpoint(bytes, log, verifyIt)).toEqual({
    kind: "checkpoint",
    checkpoint,
    by: [ours.key],
  });
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const flipped = bytes.map((byte, place) =>
      place === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte,
    );
    const opened = await openCheckpoint(flipped, log, verifyIt);
    if (opened.kind === "checkpoint") expect.fail(`bit ${bit}`);
  }
});

test("others' signatures are ignored, one of ours is enough, and a bad one of ours spoils the note", async () => {
  const text = "text\n";
  const signature = async ({ key, sign }: typeof ours, of = text) => ({
    name: key.name,
    keyId: key.id,
    signature: await sign(utf8(of)),
  });
  const good = await signature(ours);
  const other = await signature(witness);
  const bad = await signature(ours, "another text\n");
  const kinds = async (...signatures: (typeof good)[]) =>
    (await open(formatNote({ text, signatures }))).kind;
  expect(await kinds(other, good)).toBe("signed");
  expect(await kinds(other)).toBe("unknown");
  expect(await kinds(good, bad)).toBe("forged");
  expect(await kinds({ ...good, keyId: Uint8Array.of(1, 2, 3, 4) })).toBe("unknown");
  expect(await kinds({ ...good, signature: good.signature.slice(1) })).toBe("forged");
  const both = await openNote(
    formatNote({ text, signatures: [good, other] }),
    [ours.key, witness.key],
    verifyIt,
  );
  expect(both).toEqual({ kind: "signed", text, by: [ours.key, witness.key] });
});

test("a malformed note is no note", async () => {
  const line = (fromUtf8(await signNote("a\n", ours)) ?? "").split("\n").at(-2) ?? "";
  const [dash, name = "", encoded = ""] = line.split(" ");
  const bad = [
    ...["", "\n", "a\n", "a\n\n", `a\n${line}\n`, `a\n\n${line}`, `a\n\n${line}\n\n`, `a\n\n\n`],
    ...[
      `a\n\n${line}\n${line.slice(2)}\n`,
      `a\n\n ${line}\n`,
      `a\n\n${line} \n`,
      `a\n\n${line} x\n`,
    ],
    ...[`a\r\n\n${line}\n`, `a\0\n\n${line}\n`, `a\t\n\n${line}\n`, `a\n\n${line}\r\n`],
    ...[`a\n\n- ${name} ${encoded}\n`, `a\n\n${dash} ${name}\n`, `a\n\n${dash}  ${encoded}\n`],
    ...[`a\n\n${dash} a+b ${encoded}\n`, `a\n\n${dash} a\u00a0b ${encoded}\n`],
    ...[`a\n\n${dash} ${name} ${encoded.replace(/=*$/, "")}\n`, `a\n\n${dash} ${name} AAAAAA==\n`],
    `a\n\n${`${line}\n`.repeat(101)}`,
    `${"a".repeat(65_536)}\n\n${line}\n`,
  ];
  for (const text of bad)
    expect([text.slice(0, 60), parseNote(utf8(text))]).toEqual([text.slice(0, 60), undefined]);
  expect(parseNote(concat(utf8("a"), Uint8Array.of(0xff), utf8(`\n\n${line}\n`)))).toBeUndefined();
  expect(parseNote(utf8(`a\n\nb\n\n${line}\n`))?.text).toBe("a\n\nb\n");
  expect(parseNote(utf8(`a\n\n${`${line}\n`.repeat(16)}`))?.signatures).toHaveLength(16);
  await expect(signNote("no newline", ours)).rejects.toThrow(TypeError);
  await expect(signNote("\u0007\n", ours)).rejects.toThrow(TypeError);
});

test("a key is read as it is written, and in no other way", () => {
  const text = formatNoteKey(ours.key);
  expect(parseNoteKey(sha256, text)).toEqual(ours.key);
  const [name, id, encoded] = text.split("+");
  const typed = (type: number) => base64(concat(Uint8Array.of(type), ours.key.publicKey));
  const bad = [
    ...[
      "",
      "a+b",
      `${name}+${id}`,
      `x${text}`,
      `${text}=`,
      `+${id}+${encoded}`,
      `${name}+${id}0+${encoded}`,
    ],
    ...[
      `${name}+${id?.toUpperCase()}+${encoded}`,
      `${name}+00000000+${encoded}`,
      `a b+${id}+${encoded}`,
    ],
    ...[`${name}+${id}+${typed(2)}`, `${name}+${id}+${base64(ours.key.publicKey)}`],
  ];
  for (const one of bad.filter((one) => one !== text))
    expect(parseNoteKey(sha256, one)).toBeUndefined();
  expect(() => noteKey(sha256, "with space", ours.key.publicKey)).toThrow(TypeError);
});

test("a checkpoint has an origin, a size and a root, and nothing else is one", () => {
  const root = base64(new Uint8Array(32).fill(5));
  const good = `log.example\n42\n${root}\n`;
  expect(parseCheckpoint(good)).toEqual({
    origin: "log.example",
    size: 42,
    root: new Uint8Array(32).fill(5),
  });
  expect(parseCheckpoint(`log.example\n0\n${root}\n`)?.size).toBe(0);
  expect(parseCheckpoint(`log.example\n9007199254740991\n${root}\nan extension\n`)?.size).toBe(
    2 ** 53 - 1,
  );
  const sizes = [
    "042",
    "+42",
    "-1",
    "4 2",
    "0x2a",
    "1e3",
    "",
    "42.0",
    "9007199254740992",
    "99999999999999999999",
  ];
  const bad = [
    ...sizes.map((size) => `log.example\n${size}\n${root}\n`),
    ...[
      "",
      "log.example\n",
      "log.example\n42\n",
      `\n42\n${root}\n`,
      good.slice(0, -1),
      `${good}\n`,
    ],
    ...[`${good}\nb\n`, `log.example\n42\n${root.slice(4)}\n`, `log.example\n42\n${root} \n`],
    `log.example\n42\n${"05".repeat(32)}\n`,
  ];
  for (const text of bad) expect([text, parseCheckpoint(text)]).toEqual([text, undefined]);
});

test("a checkpoint of another log, or an invalid note, is not taken for ours", async () => {
  const log = { origin: ours.key.name, keys: [ours.key] };
  const root = new Uint8Array(32);
  const foreign = await signCheckpoint({ origin: "other.example", size: 1, root }, ours);
  expect((await openCheckpoint(foreign, log, verifyIt)).kind).toBe("other-log");
  expect((await openCheckpoint(await signNote("a\n", ours), log, verifyIt)).kind).toBe("malformed");
  const unknown = await signCheckpoint({ origin: log.origin, size: 1, root }, witness);
  expect((await openCheckpoint(unknown, log, verifyIt)).kind).toBe("unknown");
  for (const bad of [
    { origin: "a\nb", size: 1, root },
    { origin: "", size: 1, root },
    { origin: "a", size: -1, root },
    { origin: "a", size: 1, root: root.slice(1) },
  ]) {
    await expect(signCheckpoint(bad, ours)).rejects.toThrow(TypeError);
  }
});
