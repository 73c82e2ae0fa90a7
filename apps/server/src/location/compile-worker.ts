import { parentPort } from "node:worker_threads";
import { buffersOf } from "@graticule/admission/location/location-table";
import { SourceCompiler } from "./compile.ts";
import type { SourceSpec } from "./source-spec.ts";

/** Runs off the main thread: takes `{specs, now}`, answers with what {@link SourceCompiler} made. */
const compiler = new SourceCompiler();

parentPort?.on("message", ({ specs, now }: { specs: readonly SourceSpec[]; now: number }) => {
  const compiled = compiler.compile(specs, now);
  const transfer = compiled.data === undefined ? [] : buffersOf(compiled.data);
  parentPort?.postMessage(compiled, transfer);
});
