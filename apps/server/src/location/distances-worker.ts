import { parentPort, workerData } from "node:worker_threads";
import { type Coordinates, placeDistances } from "./place-distances.ts";
import { placeShapes } from "./place-shapes.ts";

/** Runs off the main thread, once: the borders are read, used and forgotten with it. */
parentPort?.postMessage(placeDistances(workerData as Coordinates, placeShapes()));
