import { subdivisionName } from "@graticule/jurisdiction/names";
import { parsePlace } from "@graticule/jurisdiction/place";
import { knowSubdivisions } from "./known-subdivisions.ts";

// A tenth of what the page before a call would load: only where a part of a country is named.
knowSubdivisions({ parse: parsePlace, nameOf: subdivisionName });
