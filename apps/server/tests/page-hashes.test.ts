import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestService, type TestService } from "./harness.ts";

const program = fileURLToPath(new URL("../../../scripts/page-hashes.mjs", import.meta.url));

let service: TestService;
let origin: string;

beforeAll(async () => {
  service = await startTestService();
  ({ origin } = new URL(service.setupUrl));
});

afterAll(async () => {
  await service?.stop();
});

/** What `npm run page-hashes` prints about a running service. */
function hashesOf(url: string): Promise<{ readonly code: number; readonly said: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [program, "--of", url], (error, said) => {
      done({ code: typeof error?.code === "number" ? error.code : 0, said });
    });
  });
}

test("a service that serves this source's page differs from one that changed a file of it", async () => {
  const { code, said } = await hashesOf(origin);
  expect(said).toMatch(/^All \d+ files match this source\.\n$/);
  expect(code).toBe(0);

  const html = await (await fetch(origin, { headers: { accept: "text/html" } })).text();
  const [changed = ""] = /assets\/index-[\w-]+\.js/.exec(html) ?? [];
  const between = createServer(async ({ url = "/" }, answer) => {
    const given = await fetch(new URL(url, origin), { headers: { accept: "text/html" } });
    answer.writeHead(given.status);
    const bytes = Buffer.from(await given.arrayBuffer());
    answer.end(url === `/${changed}` ? Buffer.concat([bytes, Buffer.from(" ")]) : bytes);
  });
  await new Promise<void>((done) => between.listen(0, "127.0.0.1", done));
  const { port } = between.address() as AddressInfo;
  try {
    const other = await hashesOf(`http://127.0.0.1:${port}/`);
    expect(other.said).toMatch(
      new RegExp(`^${changed}: differs\\n1 of \\d+ files do not match this source\\.\\n$`),
    );
    expect(other.code).toBe(1);
  } finally {
    between.close();
  }
});
