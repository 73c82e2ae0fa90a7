import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A certificate of a day for `meet.test`, and its key, as PEM. */
export function selfSigned(): { cert: Buffer; key: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), "graticule-tls-"));
  try {
    const [certFile, keyFile] = [join(folder, "cert.pem"), join(folder, "key.pem")];
    const made = ["-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=meet.test"];
    const files = ["-keyout", keyFile, "-out", certFile];
    execFileSync("openssl", ["req", "-x509", ...made, ...files], { stdio: "ignore" });
    return { cert: readFileSync(certFile), key: readFileSync(keyFile) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
