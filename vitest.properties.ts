import fc from "fast-check";

/**
 * How properties are tried. `npm test` always tries the same cases, so that a failure can be
 * repeated; `npm run soak` tries other ones each time, and more (fast-check prints the seed).
 */
const soak = process.env["GRATICULE_SOAK"] === "1";
fc.configureGlobal(soak ? { numRuns: 5_000 } : { numRuns: 100, seed: 20_261_124 });
