// biome-ignore lint/correctness/noUndeclaredDependencies: the root declares it, for the browser tests.
import type { Page } from "playwright-core";
import { click, type Shot } from "./shot.ts";

const type = async (page: Page, fields: Readonly<Record<string, string>>): Promise<void> => {
  for (const [id, text] of Object.entries(fields)) await page.getByTestId(id).fill(text);
};

const signIn = async (page: Page, password: string): Promise<void> => {
  await type(page, { "sign-in-email": "zoe@example.org", "sign-in-password": password });
  await page.getByTestId("sign-in-button").click();
};

const setUp = async (page: Page): Promise<void> => {
  await type(page, {
    "setup-name": "Zoë Marchetti",
    "setup-email": "zoe@example.org",
    "setup-password": "lamp orchard velvet",
  });
};

export const peopleShots: readonly Shot[] = [
  { name: "home-not-set-up", path: "/", people: "setUp=0", operator: false },
  { name: "sign-in-not-set-up", path: "/sign-in", people: "setUp=0", operator: false },
  { name: "setup-faults", path: "/setup#token", act: click("setup-button") },
  {
    name: "setup-done",
    path: "/setup#token",
    act: async (page) => {
      await setUp(page);
      await page.getByTestId("setup-button").click();
      await page.getByTestId("setup-done").waitFor();
    },
  },
  {
    name: "setup-used",
    path: "/setup#used",
    act: async (page) => {
      await setUp(page);
      await page.getByTestId("setup-button").click();
      await page.getByTestId("setup-used").waitFor();
    },
  },
  { name: "sign-in", path: "/sign-in", operator: false, people: "signUp=open" },
  {
    name: "sign-in-wrong",
    path: "/sign-in",
    operator: false,
    act: (page) => signIn(page, "wrong password"),
  },
  {
    name: "sign-in-second",
    path: "/sign-in",
    operator: false,
    people: "second=1",
    act: async (page) => {
      await signIn(page, "lamp orchard velvet");
      await page.getByTestId("second-code").fill("000000");
      await page.getByTestId("second-button").click();
      await page.getByTestId("fault").getByText("code").waitFor();
    },
  },
  { name: "sign-up", path: "/sign-up", operator: false, people: "signUp=open" },
  { name: "sign-up-closed", path: "/sign-up", operator: false },
  { name: "sign-up-invitation", path: "/sign-up", operator: false, people: "signUp=invitation" },
  { name: "reset", path: "/reset" },
  { name: "reset-choose", path: "/reset#token" },
  { name: "verify", path: "/verify-email#token" },
  { name: "account-signed-out", path: "/account", operator: false },
  { name: "account", path: "/account", full: true, act: click("profile-confirm") },
  { name: "account-proposed", path: "/account", full: true, people: "administrator=0" },
  {
    name: "account-email",
    path: "/account",
    act: async (page) => {
      await page.getByTestId("profile-email-open").click();
      await page.getByTestId("confirm").click();
    },
  },
  {
    name: "account-delete",
    path: "/account",
    people: "administrator=0",
    act: click("delete-account"),
  },
  { name: "security", path: "/account/security", full: true, act: click("passkey-add") },
  {
    name: "security-second",
    path: "/account/security",
    full: true,
    act: async (page) => {
      await page.getByTestId("second-on").click();
      await page.getByTestId("second-password").fill("lamp orchard velvet");
      await page.getByTestId("confirm").click();
      await page.getByTestId("second-secret").waitFor();
    },
  },
  { name: "security-password", path: "/account/security", act: click("password-open") },
  { name: "security-on", path: "/account/security", full: true, people: "second=1&empty=1" },
  { name: "account-rules", path: "/account/meetings", full: true },
  {
    name: "account-rules-empty",
    path: "/account/meetings",
    full: true,
    people: "empty=1",
    act: async (page) => {
      await page.getByTestId("set-add").click();
      await page.getByTestId("set-save").click();
    },
  },
  {
    name: "developers",
    path: "/account/developers",
    full: true,
    act: async (page) => {
      await page.getByTestId("key-add").click();
      await page.getByTestId("key-name").fill("Library backend");
      await page.getByTestId("key-create").click();
      await page.getByTestId("key-secret").waitFor();
      await page.getByTestId("webhook-add").click();
    },
  },
  {
    name: "developers-empty",
    path: "/account/developers",
    full: true,
    people: "empty=1",
    act: async (page) => {
      await page.getByTestId("key-add").click();
      await page.getByTestId("key-create").click();
    },
  },
  { name: "admin", path: "/admin", full: true },
  { name: "admin-failing", path: "/admin", full: true, people: "failing=1&empty=1&mail=smtp" },
  {
    name: "admin-agreement-found",
    path: "/admin",
    full: true,
    act: async (page) => {
      await type(page, { "agreement-search": "hong" });
      await page.getByRole("button", { name: "Another says" }).click();
    },
  },
  { name: "admin-agreement-running", path: "/admin", full: true, people: "comparing=1" },
  { name: "admin-agreement-one", path: "/admin", full: true, people: "oneSource=1" },
  { name: "admin-not-yours", path: "/admin", people: "administrator=0" },
  { name: "admin-settings", path: "/admin/settings", full: true },
  {
    name: "admin-people",
    path: "/admin/people",
    full: true,
    act: async (page) => {
      await page.getByTestId("invite").click();
      await page.getByTestId("invitation-link").waitFor();
    },
  },
  {
    name: "admin-invited",
    path: "/admin/people",
    act: async (page) => {
      await page.getByTestId("invite-email").fill("ines@example.org");
      await page.getByTestId("invite").click();
      await page.getByTestId("invitation-made").waitFor();
    },
  },
  { name: "admin-people-empty", path: "/admin/people", people: "empty=1&signUp=invitation" },
  { name: "admin-rules", path: "/admin/rules", full: true },
  {
    name: "admin-rules-new",
    path: "/admin/rules",
    full: true,
    people: "empty=1",
    act: async (page) => {
      await page.getByTestId("platform-rule-add").click();
      const inDays = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 16);
      await page.getByTestId("platform-rule-review").fill(inDays);
      await page.getByTestId("platform-rule-enter").click();
    },
  },
  { name: "admin-mailbox", path: "/admin/mailbox" },
];
