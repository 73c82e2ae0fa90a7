import { parentPort, workerData } from "node:worker_threads";
import type { Certificate } from "@graticule/api/rules";
import { certificatePdf } from "./certificate-pdf.ts";

/** Runs once, off the main thread. */
parentPort?.postMessage(await certificatePdf(workerData as Certificate));
