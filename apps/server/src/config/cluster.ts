import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { z } from "zod";
import type { ConfigProblem } from "./config.ts";
import { instanceKeyIn, ledgerKeysIn } from "./keys.ts";

/** Where the other instances of a cluster reach this one. */
export interface ClusterAddress {
  readonly host: string;
  readonly port: number;
}

function addressIn(text: string): ClusterAddress | undefined {
  const found = /^(?:\[([\da-f:.]+)\]|([\d.]+)):(\d{1,5})$/i.exec(text);
  const [, ipv6, ipv4 = "", port] = found ?? [];
  const host = ipv6 ?? ipv4;
  if (isIP(host) !== (ipv6 === undefined ? 4 : 6) || host === "0.0.0.0" || host === "::") return;
  return Number(port) >= 1 && Number(port) <= 65_535 ? { host, port: Number(port) } : undefined;
}

const create = "To create one: npm run cluster:keys -- FOLDER";

/** Reads a key from what a setting holds; the key itself is never repeated in the problem. */
function read<T>(contentOf: (text: string) => Buffer, keyIn: (content: Buffer) => T | undefined) {
  return (error: string) =>
    z.string().transform((text, context) => {
      try {
        const key = keyIn(contentOf(text));
        if (key !== undefined) return key;
      } catch {
        // A file that can't be read.
      }
      context.addIssue({ code: "custom", message: `${error}. ${create}` });
      return z.NEVER;
    });
}

const inSetting = (text: string): Buffer => Buffer.from(text, "utf8");
const inFile = (path: string): Buffer => readFileSync(path);
const encodedKeyIn = (text: Buffer) => (text.length === 32 ? undefined : instanceKeyIn(text));
/** As text: PEM. In a variable its line breaks may stand as `\n`. */
const pemIn = (content: Buffer): string | undefined => {
  const pem = content.toString("latin1").replaceAll("\\n", "\n");
  return ledgerKeysIn(pem) === undefined ? undefined : pem;
};

/** What a process needs to be one of several, and keys that come by configuration. */
export const clusterSettings = {
  CLUSTER: z.enum(["0", "1"], { error: "must be 1 or 0" }).default("0"),
  CLUSTER_ADDRESS: z
    .string()
    .refine((text) => addressIn(text) !== undefined, {
      error: "must be this machine's address and a port, such as 10.0.0.2:7901 or [fd00::2]:7901",
    })
    .transform(addressIn)
    .optional(),
  INSTANCE_KEY: read(inSetting, encodedKeyIn)("must be 32 bytes as base64url").optional(),
  INSTANCE_KEY_FILE: read(
    inFile,
    instanceKeyIn,
  )("must name a file with a key of 32 bytes").optional(),
  LEDGER_KEY: read(inSetting, pemIn)("must be an Ed25519 key as PEM").optional(),
  LEDGER_KEY_FILE: read(inFile, pemIn)("must name a file with an Ed25519 key as PEM").optional(),
};

const settings = z.object(clusterSettings);
type ClusterSettings = z.infer<typeof settings>;

interface Shared {
  readonly DATABASE_URL?: string | undefined;
  readonly LIVEKIT_URL?: string | undefined;
  readonly MEDIA_ENGINES?: string | undefined;
  readonly PUBLIC_URL?: string | undefined;
}

export function clusterProblems(env: ClusterSettings & Shared): readonly ConfigProblem[] {
  const twice = (["INSTANCE_KEY", "LEDGER_KEY"] as const)
    .filter((name) => env[name] !== undefined && env[`${name}_FILE`] !== undefined)
    .map((name) => ({ name, problem: `is set beside ${name}_FILE: remove one of the two` }));
  if (env.CLUSTER === "1") return [...twice, ...missingIn(env)];
  if (env.CLUSTER_ADDRESS === undefined) return twice;
  const problem = "is for an instance of a cluster: set CLUSTER=1 too, or remove it";
  return [...twice, { name: "CLUSTER_ADDRESS", problem }];
}

/** What all instances of a cluster share can't be this machine's alone. */
function missingIn(env: ClusterSettings & Shared): readonly ConfigProblem[] {
  const { instanceKey, ledgerKey } = keysOf(env);
  const needed = {
    CLUSTER_ADDRESS: [
      env.CLUSTER_ADDRESS,
      "set it to the address and port where the other instances reach this one, such as 10.0.0.2:7901",
    ],
    PUBLIC_URL: [
      env.PUBLIC_URL,
      "set it to the address that people open, the same for all instances",
    ],
    DATABASE_URL: [
      env.DATABASE_URL,
      "the instances of a cluster share a PostgreSQL of your own, so set DATABASE_URL and DATABASE_OWNER_URL",
    ],
    MEDIA_ENGINES: [
      env.MEDIA_ENGINES ?? env.LIVEKIT_URL,
      "the instances of a cluster share media engines of your own, so name a file that lists them (or set LIVEKIT_URL, LIVEKIT_KEY and LIVEKIT_SECRET)",
    ],
    INSTANCE_KEY_FILE: [instanceKey, `all instances of a cluster need the same key. ${create}`],
    LEDGER_KEY_FILE: [ledgerKey, `all instances of a cluster need the same key. ${create}`],
  } as const;
  return Object.entries(needed)
    .filter(([, [value]]) => value === undefined)
    .map(([name, [, help]]) => ({ name, problem: `is missing with CLUSTER=1: ${help}` }));
}

const keysOf = (env: ClusterSettings) => ({
  instanceKey: env.INSTANCE_KEY ?? env.INSTANCE_KEY_FILE,
  ledgerKey: env.LEDGER_KEY ?? env.LEDGER_KEY_FILE,
});

/** Of the configuration. */
export function clusterConfig(env: ClusterSettings) {
  return { cluster: env.CLUSTER === "1" ? env.CLUSTER_ADDRESS : undefined, ...keysOf(env) };
}
