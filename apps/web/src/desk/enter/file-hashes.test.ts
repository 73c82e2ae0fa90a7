import { expect, test } from "vitest";
import { hashFiles } from "./file-hashes.ts";

test("a file's hash is its SHA-256 in lower-case hexadecimal", async () => {
  const files = [new File(["abc"], "letter.pdf")];
  expect(await hashFiles(files)).toEqual([
    {
      name: "letter.pdf",
      // FIPS 180-2, appendix B.1.
      sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    },
  ]);
});
