// biome-ignore lint/correctness/noUndeclaredDependencies: the root declares it, for the browser tests.
import type { Page } from "playwright-core";
import type { Shot } from "./shot.ts";

const named = async (page: Page): Promise<void> => {
  await page.getByTestId("join-name").fill("Zoë Marchetti");
  await page.locator(".own-picture[data-live]").waitFor();
};

const joinInto =
  (testId: string, then?: (page: Page) => Promise<void>) =>
  async (page: Page): Promise<void> => {
    await named(page);
    await page.getByTestId("join-button").click();
    await page.getByTestId(testId).waitFor();
    await then?.(page);
  };

const inLobby = joinInto("lobby", async (page) => {
  await page.locator(".own-picture[data-live]").waitFor();
});

/** The pages before the call, on the fake API: the code of the meeting says what is shown. */
export const joinShots: readonly Shot[] = [
  { name: "door", path: "/m/opn-open-opn", full: true, act: named },
  {
    name: "door-later",
    path: "/m/lat-late-lat",
    full: true,
    act: async (page) => {
      await page.getByTestId("why").click();
      await page.getByTestId("seen-by-host").click();
      await page.getByTestId("door-camera").click();
    },
  },
  {
    name: "door-encrypted",
    path: "/m/enc-encr-enc#AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
    full: true,
    act: async (page) => {
      await named(page);
      await page.getByTestId("door-encryption").click();
    },
  },
  {
    name: "door-encryption-off",
    path: "/m/opn-open-opn#AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
    full: true,
  },
  {
    name: "open-call",
    path: "/m/enc-encr-enc#AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
    act: async (page) => {
      await named(page);
      await page.route("**/joins", async (route) => {
        const answer = await route.fetch();
        const text = (await answer.text()).replace("end-to-end", "off");
        await route.fulfill({ response: answer, body: text });
      });
      await page.getByTestId("join-button").click();
      await page.getByTestId("open-call").waitFor();
    },
  },
  { name: "incomplete-link", path: "/m/enc-encr-enc" },
  {
    name: "incomplete-link-wrong",
    path: "/m/enc-encr-enc",
    act: async (page) => {
      await page.getByTestId("whole-link").fill("http://localhost/m/enc-encr-enc");
      await page.getByTestId("whole-link-go").click();
    },
  },
  { name: "door-lobby", path: "/m/lob-lobb-lob", full: true, act: named },
  {
    name: "door-pass",
    path: "/m/pas-pass-pas#pass=s",
    full: true,
    act: async (page) => void (await page.getByTestId("door-pass").waitFor()),
  },
  { name: "door-pass-lobby", path: "/m/lob-lobb-lob#pass=s", full: true },
  { name: "refused-co-host", path: "/m/coh-coho-coh", full: true },
  { name: "check-co-host", path: "/check/coh-coho-coh", full: true },
  { name: "refused-pass-gone", path: "/m/rul-rule-rul#pass=s", full: true },
  { name: "lobby", path: "/m/lob-lobb-lob", act: inLobby },
  {
    name: "lobby-too-quick",
    path: "/m/ask-askk-ask",
    act: joinInto("lobby", (page) => page.getByTestId("why").click()),
  },
  {
    name: "lobby-media-path",
    path: "/m/udp-path-udp",
    act: joinInto("lobby", (page) => page.getByTestId("why").click()),
  },
  {
    name: "refused-why",
    path: "/m/rul-rule-rul",
    act: async (page) => page.getByTestId("why").click(),
  },
  {
    name: "lobby-ask",
    path: "/m/ask-askk-ask",
    act: joinInto("lobby", async (page) => {
      await page.getByTestId("stated-place").fill("germ");
      await page.getByRole("listbox").getByRole("option").first().waitFor();
    }),
  },
  {
    name: "lobby-asked",
    path: "/m/ask-askk-ask",
    act: joinInto("lobby", async (page) => {
      await page.getByTestId("stated-place").fill("germ");
      await page.getByRole("listbox").getByRole("option").first().click();
      await page.getByTestId("state-place").click();
    }),
  },
  { name: "lobby-sent-back", path: "/m/bck-back-bck", act: inLobby },
  {
    name: "refused-rule",
    path: "/m/rul-rule-rul",
    full: true,
    act: async (page) => page.getByTestId("not-there").click(),
  },
  {
    name: "refused-rule-ask",
    path: "/m/rul-rule-rul",
    full: true,
    act: async (page) => page.getByTestId("ask-host").click(),
  },
  {
    name: "refused-host",
    path: "/m/rul-rule-rul",
    full: true,
    act: async (page) => {
      await page.evaluate(() =>
        window.localStorage.setItem(
          "graticule.meetings",
          JSON.stringify([{ code: "rul-rule-rul", title: "Talk", secret: "s3cret", keptAt: 0 }]),
        ),
      );
      await page.reload();
      await page.getByTestId("refused-manage").waitFor();
    },
  },
  {
    name: "refused-knocked",
    path: "/m/coh-coho-coh",
    act: async (page) => {
      await page.getByTestId("not-there").click();
      await page.getByTestId("knock-name").fill("Zoë Marchetti");
      await page.getByTestId("knock-send").click();
      await page.getByTestId("knock-news").filter({ hasText: /./ }).waitFor();
    },
  },
  {
    name: "refused-organisation",
    path: "/m/org-orga-org",
    act: async (page) => page.getByTestId("not-there").click(),
  },
  { name: "refused-service", path: "/m/srv-serv-srv" },
  { name: "refused-banned", path: "/m/ban-bann-ban" },
  {
    name: "refused-order",
    path: "/m/ord-ordr-ord",
    full: true,
    act: async (page) => page.getByTestId("refused-why").click(),
  },
  {
    name: "refused-order-not-there",
    path: "/m/ord-ordr-ord",
    full: true,
    act: async (page) => page.getByTestId("not-there").click(),
  },
  {
    name: "refused-order-waits",
    path: "/m/ord-ordr-ord",
    full: true,
    act: async (page) => {
      await page.getByTestId("not-there").click();
      await page.getByTestId("contest-name").fill("Zoë Marchetti");
      await page.getByTestId("contest-send").click();
      await page.getByTestId("ask-device").waitFor();
    },
  },
  {
    name: "refused-order-appeal",
    path: "/m/ord-ordr-ord",
    full: true,
    act: async (page) => page.getByTestId("appeal").click(),
  },
  {
    name: "refused-order-appealed",
    path: "/m/ord-ordr-ord",
    full: true,
    act: async (page) => {
      await page.getByTestId("appeal").click();
      await page.getByTestId("appeal-text").fill("I am in Lisbon; my company’s network is not.");
      await page.getByTestId("appeal-send").click();
      await page.getByTestId("appeal-sent").waitFor();
    },
  },
  { name: "check", path: "/check/opn-open-opn" },
  { name: "check-waits", path: "/check/lob-lobb-lob" },
  { name: "check-no", path: "/check/rul-rule-rul" },
];
