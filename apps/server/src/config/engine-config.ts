import { resolve } from "node:path";
import type { ConfigProblem } from "./config.ts";

/** Where media go: one engine that the operator runs, a list of them, or our own child process. */
export type EngineConfig =
  | {
      readonly kind: "external";
      readonly url: string;
      readonly key: string;
      readonly secret: string;
    }
  /** A file, see media/engine-list.ts. */
  | { readonly kind: "list"; readonly listFile: string }
  | {
      readonly kind: "embedded";
      /** The program that LIVEKIT_SERVER names. */
      readonly binary: string | undefined;
      /** Where else to look for `livekit-server`. */
      readonly searchPath: string;
    };

interface EngineSettings {
  readonly LIVEKIT_URL?: string | undefined;
  readonly LIVEKIT_KEY?: string | undefined;
  readonly LIVEKIT_SECRET?: string | undefined;
  readonly LIVEKIT_SERVER?: string | undefined;
  readonly MEDIA_ENGINES?: string | undefined;
}
type Variables = Readonly<Record<string, string | undefined>>;

/** Only the instances of a cluster place rooms on the engines of a list. */
export function misplacedList(
  { MEDIA_ENGINES: list, LIVEKIT_URL: url }: EngineSettings,
  variables: Variables,
): readonly ConfigProblem[] {
  if (list === undefined) return [];
  const name = "MEDIA_ENGINES";
  if (variables["CLUSTER"] !== "1") {
    return [{ name, problem: "works only with CLUSTER=1; for one engine, set LIVEKIT_URL" }];
  }
  if (url === undefined) return [];
  return [{ name, problem: "can't be used with LIVEKIT_URL: put that engine into the list" }];
}

export function engineFor(env: EngineSettings, variables: Variables): EngineConfig {
  const { LIVEKIT_URL: url, LIVEKIT_KEY: key, LIVEKIT_SECRET: secret } = env;
  if (env.MEDIA_ENGINES !== undefined) {
    return { kind: "list", listFile: resolve(env.MEDIA_ENGINES) };
  }
  return url !== undefined && key !== undefined && secret !== undefined
    ? { kind: "external", url: url.replace(/^ws/, "http"), key, secret }
    : { kind: "embedded", binary: env.LIVEKIT_SERVER, searchPath: variables["PATH"] ?? "" };
}
