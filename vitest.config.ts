import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const soak = process.env["GRATICULE_SOAK"] === "1";
const setupFiles = ["./vitest.properties.ts"];
/** Node reads the server itself: Vite would transform it again for each file. Components of pages need Vite. */
const experimental = { viteModuleRunner: false, nodeLoader: false };
/** As long as a page waits for anything else. */
const patient = { poll: { timeout: 15_000 } };
const globalSetup = ["./apps/server/tests/empty-database.ts"];
const serviceFiles = soak ? setupFiles : [...setupFiles, "./apps/server/tests/cheap-passwords.ts"];

/** Small files that take long: begun last, as small ones are, they would run alone at the end. */
const longest = [
  "e2e/outside-calls/pages-look.test.ts",
  "apps/server/tests/idle-instances.test.ts",
];

/** Where nothing ran before, Vitest begins with the largest file, which needn't be the longest. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLongest = ({ moduleId }: TestSpecification) =>
      longest.some((file) => moduleId.endsWith(file));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
  }
}

/**
 * Four suites: `unit` beside the code, `stories` over the whole server, `pages` in a real browser,
 * and `browsers`: calls between real browsers in network namespaces, which leave no core idle.
 */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "packages/*/{src,tests}/**/*.test.ts",
            "apps/*/src/**/*.test.{ts,tsx}",
            "apps/web/build/*.test.ts",
            "apps/verify/tests/**/*.test.ts",
            "scripts/**/*.test.ts",
          ],
          pool: "forks",
          setupFiles,
          // Of two cores the default leaves one idle.
          maxWorkers: 2,
          testTimeout: soak ? 600_000 : 30_000,
        },
      },
      {
        test: {
          name: "stories",
          experimental,
          include: [
            "apps/server/tests/**/*.test.ts",
            ...(soak ? ["apps/server/tests/**/*.soak.ts"] : []),
          ],
          pool: "forks",
          setupFiles: serviceFiles,
          globalSetup,
          // Each file has a database and an engine of its own, and mostly waits: three workers for two cores.
          maxWorkers: 3,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "pages",
          expect: patient,
          experimental,
          // No file here makes a network: a new interface breaks off what another file's browser
          // waits for (net::ERR_NETWORK_CHANGED).
          include: ["e2e/outside-calls/*.test.ts"],
          pool: "forks",
          setupFiles: serviceFiles,
          globalSetup,
          maxWorkers: 2,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: "browsers",
          expect: patient,
          experimental,
          include: ["e2e/*.test.ts", ...(soak ? ["e2e/*.soak.ts"] : [])],
          pool: "forks",
          globalSetup,
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
