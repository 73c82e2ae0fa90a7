import { type Shot, shown } from "./shot.ts";

/** What the public, participants and hosts see of the desk, on the fake API. */
export const processShots: readonly Shot[] = [
  { name: "what-we-hold", path: "/what-we-hold", full: true },
  { name: "order", path: "/orders/holds", full: true, act: shown("order") },
  { name: "order-over", path: "/orders/over", full: true, act: shown("order") },
  { name: "appeal-open", path: "/appeal#open", full: true, act: shown("appeal-state") },
  { name: "appeal-overturned", path: "/appeal#overturned", full: true, act: shown("appeal-state") },
  { name: "appeal-wrong", path: "/appeal", full: true },
  {
    name: "report",
    path: "/report/opn-open-opn",
    full: true,
    act: async (page) => {
      await page.getByTestId("report-from-state").click();
      await page.getByTestId("report-send").click();
    },
  },
  {
    name: "report-sent",
    path: "/report/opn-open-opn",
    full: true,
    act: async (page) => {
      await page.getByTestId("report-spam").click();
      await page.getByTestId("report-text").fill("Somebody sells shoes in every meeting.");
      await page.getByTestId("report-send").click();
      await page.getByTestId("report-sent").waitFor();
    },
  },
  {
    name: "manage-notices",
    path: "/manage/opn-open-opn#s3cret",
    full: true,
    act: async (page) => {
      await page.getByTestId("host-notice").first().waitFor();
      await page.getByTestId("host-appeal").first().click();
    },
  },
  {
    name: "manage-name",
    path: "/manage/opn-open-opn#s3cret",
    act: async (page) => {
      await page.getByTestId("name-meeting").click();
      await page.getByTestId("name-meeting-confirm").waitFor();
    },
  },
  {
    name: "manage-named",
    path: "/manage/opn-open-opn#s3cret",
    full: true,
    act: async (page) => {
      await page.getByTestId("name-meeting").click();
      await page.getByTestId("name-meeting-confirm").click();
      await page.getByTestId("withdraw-name").waitFor();
    },
  },
  {
    name: "manage-name-not-yet",
    path: "/manage/emp-empt-emp#s3cret",
    full: true,
    act: async (page) => {
      await page.getByTestId("public-name").waitFor();
    },
  },
];
