import { parentPort } from "node:worker_threads";
import { buffersOf } from "@graticule/admission/location/location-table";
import { SourceCompiler } from "./compile.ts";
import type { GeofeedWord } from "./geofeed-record.ts";
import type { SourceSpec } from "./source-spec.ts";

/** Runs off the main thread: takes `{specs, now, word}`, answers with what {@link SourceCompiler} made. */
const compiler = new SourceCompiler();

interface Asked {
  readonly specs: readonly SourceSpec[];
  readonly now: number;
  readonly word: GeofeedWord | undefined;
}

parentPort?.on("message", ({ specs, now, word }: Asked) => {
  const compiled = compiler.compile(specs, now, word);
  const transfer = compiled.data === undefined ? [] : buffersOf(compiled.data);
  parentPort?.postMessage(compiled, transfer);
});
