import { expect, test } from "vitest";
import type { SourceStatus } from "./location/locator.ts";
import { notesOn } from "./start-notes.ts";

const fresh: SourceStatus = {
  id: "own",
  maker: "us",
  basis: "operator",
  kind: "geofeed",
  licence: "",
  attribution: "",
  state: "fresh",
  isHeld: false,
};

function notes(parts: {
  newerSteps?: readonly string[];
  external?: boolean;
  healthy?: boolean;
  sourcesFile?: string;
  sources: SourceStatus[];
  keysElsewhere?: { readonly hosts: string[]; readonly keys: number };
}): Promise<readonly string[]> {
  const engine = parts.external
    ? ({ kind: "external", url: "http://127.0.0.1:1", key: "k", secret: "s" } as const)
    : ({ kind: "embedded", binary: undefined, searchPath: "" } as const);
  return notesOn({
    newerSteps: parts.newerSteps ?? [],
    engine,
    sourcesFile: parts.sourcesFile,
    sources: parts.sources,
    engineAnswers: async () => parts.healthy ?? true,
    publicUrl: "https://new.example",
    keysElsewhere: parts.keysElsewhere,
  });
}

test("a healthy start reports nothing", async () => {
  expect(await notes({ sourcesFile: "sources.json", sources: [fresh] })).toEqual([]);
  expect(await notes({ external: true, sources: [fresh] })).toEqual([]);
});

test("what a newer version added to the database is reported at the start", async () => {
  const [note] = await notes({ newerSteps: ["0002-more"], sources: [fresh] });
  expect(note).toContain("0002-more");
});

test("an external engine that doesn't answer is reported at the start", async () => {
  const [note] = await notes({ external: true, healthy: false, sources: [fresh] });
  expect(note).toContain("LIVEKIT_URL");
});

test("desk keys that were made for another name are reported at the start, with what to do", async () => {
  const keysElsewhere = { hosts: ["meet.example"], keys: 3 };
  const [note] = await notes({ sources: [fresh], keysElsewhere });
  for (const part of [
    "3 desk keys were made for meet.example",
    "https://new.example",
    "PUBLIC_URL",
  ])
    expect(note).toContain(part);
});

test("each source that isn't served fresh is reported with its reason", async () => {
  const missing: SourceStatus = {
    ...fresh,
    id: "tor",
    state: "missing",
    detail: "the file doesn't exist",
  };
  const told = await notes({ sourcesFile: "sources.json", sources: [fresh, missing] });
  expect(told).toEqual(["Location source tor is missing: the file doesn't exist."]);
});

test("the old bundled data is reported as such", async () => {
  const [note, ...more] = await notes({ sources: [{ ...fresh, state: "stale" }] });
  expect(note).toContain("npm run geo:setup");
  expect(more).toEqual([]);
});
