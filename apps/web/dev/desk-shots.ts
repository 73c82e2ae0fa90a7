// biome-ignore lint/correctness/noUndeclaredDependencies: the root declares it, for the browser tests.
import type { Page } from "playwright-core";
import { click, type Shot } from "./shot.ts";

const request = "/desk/requests/00000000-0000-4000-8000-000000000020";

const removal =
  (label: string) =>
  (page: Page): Promise<void> =>
    page.getByRole("button", { name: label }).first().click();

/** The pages of the desk, as screenshots.ts takes them. */
export const deskShots: readonly Shot[] = [
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
  {
    name: "desk-words",
    path: request,
    people: "desk=words",
    full: true,
    act: async (page: Page) => {
      const field = page.getByTestId("words-2-original");
      await field.focus();
      await page.keyboard.press("Control+Home");
      for (let at = 0; at < 12; at += 1) await page.keyboard.press("Shift+ArrowRight");
      await page.getByTestId("words-2-other").click();
      await page.getByTestId("words-1-person").click();
    },
  },
  { name: "desk-words-second", path: request, people: "desk=words-second", full: true },
  {
    name: "desk-words-publish",
    path: request,
    people: "desk=words-second",
    act: click("words-publish"),
  },
  { name: "desk-words-public", path: request, people: "desk=words-public" },
  { name: "desk-words-sealed", path: request, people: "desk=words-sealed" },
  { name: "desk-register", path: "/desk/register", full: true, act: click("authority-add") },
  { name: "desk-staff", path: "/desk/register", full: true, act: click("staff-add") },
  {
    name: "desk-appeals",
    path: "/desk/appeals",
    full: true,
    act: click("appeal-decide"),
  },
  { name: "desk-contests", path: "/desk/contests", full: true },
  { name: "desk-contests-empty", path: "/desk/contests", people: "desk=empty" },
  { name: "desk-contests-out", path: "/desk/contests", act: click("contest-keep-out") },
  { name: "desk-safety", path: "/desk/safety", full: true },
  { name: "desk-log", path: "/desk/log", full: true },
  { name: "desk-log-empty", path: "/desk/log", people: "desk=empty", full: true },
  { name: "desk-log-confirm", path: "/desk/log", act: removal("Take it down") },
  {
    name: "desk-log-propose",
    path: "/desk/log",
    act: async (page: Page) => {
      await page.getByTestId("removal-entry").fill("1184");
      await page.getByTestId("removal-text").selectOption("reason");
      await page.getByTestId("removal-look").click();
      await page.getByTestId("confirm").waitFor();
    },
  },
  {
    name: "desk-log-absent",
    path: "/desk/log",
    full: true,
    act: async (page: Page) => {
      await page.getByTestId("removal-entry").fill("12");
      await page.getByTestId("removal-look").click();
      await page.getByText("no such text").waitFor();
    },
  },
  { name: "admin-desk", path: "/admin/desk", full: true },
  { name: "admin-desk-empty", path: "/admin/desk", people: "desk=empty", full: true },
  { name: "admin-reports-unread", path: "/admin", people: "desk=empty" },
];
