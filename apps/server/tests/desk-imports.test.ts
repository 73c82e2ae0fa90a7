import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

/** Which desk modules import what, as files in their own folder under the project's own rules. */
function lint(imports: readonly (readonly [file: string, from: string])[]): readonly string[] {
  const root = join(import.meta.dirname, "../../..");
  const folder = mkdtempSync(join(tmpdir(), "graticule-lint-"));
  const { $schema: _, ...rules } = JSON.parse(readFileSync(join(root, "biome.json"), "utf8"));
  writeFileSync(join(folder, "biome.json"), JSON.stringify(rules));
  for (const [file, from] of imports) {
    const path = join(folder, "apps/server/src", file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `import type { A } from "${from}";\nexport type B = A;\n`);
  }
  const program = join(root, "node_modules/@biomejs/biome/bin/biome");
  const only = ["--only=style/noRestrictedImports", "--max-diagnostics=none", "--reporter=json"];
  const ran = spawnSync(process.execPath, [program, "lint", ...only], {
    cwd: folder,
    encoding: "utf8",
  });
  rmSync(folder, { recursive: true });
  return imports.map(([file]) => file).filter((file) => ran.stdout.includes(`${file}"`));
}

// Broken on purpose: "**/safety/**" taken out of biome.json → its samples are missing from what is
// found.
test("no desk module can import what ends a meeting, suspends an account or acts under the terms (3, 13)", () => {
  const banned = [
    ...["safety/under-terms.ts", "safety/acts.ts", "meetings/meetings.ts", "meetings/store.ts"],
    ...[
      "meetings/meeting-purge.ts",
      "media/livekit.ts",
      "hosting/hosting.ts",
      "hosting/terms-tools.ts",
    ],
    ...["accounts/store.ts", "keys/keys.ts", "people/departure.ts"],
  ];
  const samples = banned.flatMap((from, n) => [
    [`desk/sample-${n}.ts`, `../${from}`] as const,
    [`desk/orders/sample-${n}.ts`, `../../${from}`] as const,
    [`desk/part-${n}/routes.ts`, `../../${from}`] as const,
  ]);
  const allowed = [
    ["desk/allowed.ts", "../rooms/room-directory.ts"],
    ["admission/sample.ts", "../meetings/meetings.ts"],
  ] as const;
  expect(lint([...samples, ...allowed])).toEqual(samples.map(([file]) => file));
});
