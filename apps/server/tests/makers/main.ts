import { makeFiles } from "./files.ts";
import { startMakers } from "./server.ts";

/** Stands in for all makers of the catalogue, with whole files of today: `node main.ts [PORT]`. */
const { origin } = await startMakers(makeFiles(Date.now(), "all"), Number(process.argv[2] ?? 8099));
console.log(`LOCATION_MIRROR=${origin} OUTBOUND_ALLOW=127.0.0.1/32 npm run geo:setup`);
