import { parentPort } from "node:worker_threads";
import { buffersOf } from "@graticule/admission/location/location-table";
import { SourceCompiler } from "./compile.ts";
import type { Made, ThreadAnswer, ThreadRequest } from "./compiler-thread.ts";
import { packTables } from "./shared/packed-tables.ts";

/** Runs off the main thread: answers with what {@link SourceCompiler} made. */
const compiler = new SourceCompiler();

parentPort?.on("message", ({ specs, now, custody, form }: ThreadRequest) => {
  const { tables, ...rest } = compiler.compile(specs, now, custody);
  const answer = (made: Made | undefined, transfer: ArrayBuffer[]): void => {
    parentPort?.postMessage({ ...rest, made } satisfies ThreadAnswer, transfer);
  };
  if (tables === undefined) answer(undefined, []);
  else if (form === "tables") answer({ form, tables }, buffersOf(tables.data));
  else answer({ form, bytes: packTables(tables) }, []);
});
