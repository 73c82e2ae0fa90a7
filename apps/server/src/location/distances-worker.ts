import { parentPort, workerData } from "node:worker_threads";
import { type Coordinates, placeDistances } from "./place-distances.ts";
import { placeShapes } from "./place-shapes.ts";

/** Runs once, off the main thread: the memory of the borders goes with it. */
parentPort?.postMessage(placeDistances(workerData as Coordinates, placeShapes()));
