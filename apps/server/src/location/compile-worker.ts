import { parentPort } from "node:worker_threads";
import { buffersOf } from "@graticule/admission/location/location-table";
import { type Custody, SourceCompiler } from "./compile.ts";
import type { SourceSpec } from "./source-spec.ts";

/** Runs off the main thread: takes a {@link Request}, answers with what {@link SourceCompiler} made. */
const compiler = new SourceCompiler();

interface Request {
  readonly specs: readonly SourceSpec[];
  readonly now: number;
  readonly custody: Custody | undefined;
}

parentPort?.on("message", ({ specs, now, custody }: Request) => {
  const compiled = compiler.compile(specs, now, custody);
  const transfer = compiled.tables === undefined ? [] : buffersOf(compiled.tables.data);
  parentPort?.postMessage(compiled, transfer);
});
