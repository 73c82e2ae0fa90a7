import * as disk from "node:fs/promises";
import { openDatabase } from "@graticule/server/db/pool";
import type { Database } from "@graticule/server/db/schema";
import { startSigner } from "./ledger-faults.ts";

/** A signer as a process that a test can kill: `node ledger-program.ts DATA-FOLDER TARGET`. */
const [dataDir = "", target = ""] = process.argv.slice(2);
const { db } = openDatabase<Database>(JSON.parse(target), { connections: 2 });
startSigner({ dataDir, db }, disk).sequencer.onPublished((size) =>
  process.stdout.write(`${size}\n`),
);
