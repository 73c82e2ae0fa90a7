// biome-ignore lint/correctness/noUndeclaredDependencies: the root declares it, for the browser tests.
import type { Page } from "playwright-core";

const request = "/desk/requests/00000000-0000-4000-8000-000000000020";

const click =
  (testId: string) =>
  (page: Page): Promise<void> =>
    page.getByTestId(testId).first().click();

/** The pages of the desk, as screenshots.ts takes them. */
export const deskShots = [
  { name: "desk", path: "/desk", full: true },
  { name: "desk-empty", path: "/desk", people: "desk=empty" },
  { name: "desk-no-member", path: "/desk", people: "desk=no-member" },
  { name: "desk-candidate", path: "/desk", people: "desk=candidate" },
  { name: "desk-no-factor", path: "/desk", people: "desk=no-second-factor" },
  { name: "desk-old-session", path: "/desk", people: "desk=session-too-old" },
  {
    name: "desk-new",
    path: "/desk/new",
    full: true,
    act: async (page: Page) => {
      await page.getByTestId("request-paste").fill("The meeting shall be terminated at once.");
      await page.getByTestId("request-paste").selectText();
      await page.getByTestId("demand-take").click();
      await page.getByTestId("request-files").setInputFiles({
        name: "letter.pdf",
        mimeType: "application/pdf",
        buffer: Buffer.from("letter"),
      });
      await page.getByText("letter.pdf").waitFor();
      await page.getByTestId("request-send").click();
    },
  },
  { name: "desk-request", path: request, full: true },
  {
    name: "desk-order",
    path: request,
    people: "desk=proposed",
    full: true,
    act: async (page: Page) => {
      await page.getByTestId("order-write").click();
      await page.getByTestId("place-search").fill("antarc");
      await page.getByTestId("place-option-AQ").click();
      await page.getByTestId("order-propose").click();
    },
  },
  { name: "desk-order-mine", path: request, people: "desk=mine", full: true },
  { name: "desk-approve", path: request, people: "desk=proposed", act: click("order-approve") },
  { name: "desk-reject", path: request, act: click("request-reject") },
  { name: "desk-register", path: "/desk/register", full: true, act: click("authority-add") },
  { name: "desk-staff", path: "/desk/register", full: true, act: click("staff-add") },
  {
    name: "desk-appeals",
    path: "/desk/appeals",
    full: true,
    act: click("appeal-decide"),
  },
  { name: "desk-safety", path: "/desk/safety", full: true },
  { name: "admin-desk", path: "/admin/desk", full: true },
  { name: "admin-desk-empty", path: "/admin/desk", people: "desk=empty", full: true },
  { name: "admin-reports-unread", path: "/admin", people: "desk=empty" },
];
