import { type Shot, shown } from "./shot.ts";

const ofLog = ({ pathname }: URL): boolean => pathname.startsWith("/api/transparency");

const log = { full: true, operator: false } as const;

/** The public log at a glance, for a reader who is not signed in. */
export const transparencyShots: readonly Shot[] = [
  { ...log, name: "log", path: "/transparency", act: shown("story-row") },
  {
    ...{ ...log, name: "log-table", path: "/transparency" },
    act: async (page) => {
      await page.getByTestId("show-more").click();
      await page.getByText("The same as a table").click();
    },
  },
  { ...log, name: "log-empty", path: "/transparency", people: "log=empty", act: shown("log-none") },
  { ...log, name: "log-off", path: "/transparency", people: "log=off", act: shown("log-fault") },
  {
    ...{ ...log, name: "log-offline", path: "/transparency" },
    act: async (page) => {
      await page.route(ofLog, (route) => route.abort());
      await page.reload();
      await shown("log-fault")(page);
    },
  },
  {
    ...{ ...log, name: "log-loading", path: "/transparency" },
    act: async (page) => {
      await page.route(ofLog, () => undefined);
      await page.reload();
      await page.locator(".log-loading").waitFor();
    },
  },
  {
    ...{ ...log, name: "log-findings", path: "/transparency" },
    act: async (page) => {
      await page.route("**/api/transparency", async (route) => {
        const response = await route.fetch();
        const body = (await response.json()) as { figures: Record<string, unknown> };
        body.figures["findings"] = [
          { index: 3, what: "met-what-has-one-answer" },
          { index: 7, what: "begins-nowhere" },
        ];
        body.figures["demands"] = (body.figures["demands"] as Record<string, unknown>[]).map(
          (row) => (row["demand"] === "end-meeting" ? { ...row, met: 1, asked: 9 } : row),
        );
        await route.fulfill({ response, json: body });
      });
      await page.reload();
      await shown("log-findings")(page);
    },
  },
  { ...log, name: "log-entries", path: "/transparency/entries", act: shown("log-entries") },
  {
    ...{ ...log, name: "log-entries-place", path: "/transparency/entries?behind=orders-in-force" },
    act: shown("log-entries"),
  },
  {
    ...{ ...log, name: "log-entries-none", path: "/transparency/entries?behind=place:FR" },
    act: shown("log-entries"),
  },
  {
    ...{ ...log, name: "log-entries-wrong", path: "/transparency/entries?behind=people" },
    act: shown("no-figure"),
  },
];
