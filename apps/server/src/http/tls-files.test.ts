import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { StartError } from "../config/start-error.ts";
import { readTlsFiles } from "./tls-files.ts";

test("files that aren't a certificate and key are explained in words, not reported as our fault", () => {
  const folder = mkdtempSync(join(tmpdir(), "graticule-tls-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "not.pem");
  writeFileSync(file, "not a certificate");
  for (const keyFile of [file, join(folder, "missing.pem")]) {
    const read = () => readTlsFiles({ certFile: file, keyFile });
    expect(read).toThrow(StartError);
    expect(read).toThrow(/^TLS_CERT and TLS_KEY can't be used: /);
  }
});
