import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { patient } from "./hostile-engine/acts.ts";
import { HostileService, type Name, picturesOn, tonesOn } from "./hostile-engine/hostile-call.ts";
import { OpenBytes } from "./hostile-engine/open-bytes.ts";
import { names, OverheardCall } from "./hostile-engine/overheard-call.ts";
import { breaking, type Tampering, unguarded, vain } from "./hostile-engine/tampering.ts";

/**
 * In an encrypted call a page's own parts are removed, as by a fault of the browser or the media
 * client, while a hostile engine reads everything (attack 42): in a browser with transforms that
 * run in a worker, and in one that hands encoded frames to the page.
 *
 * Broken on purpose, each found here: anything may leave by a data channel, a transform can be
 * removed.
 */
let world: HostileService;
const open = new OpenBytes();
const patience = { timeout: 20_000 };

beforeAll(async () => {
  world = await HostileService.start();
  const first = await OverheardCall.begin(world, "off");
  await first.keepsSending("Ada");
  open.learn(first.frames);
  await first.end();
});
afterAll(async () => {
  await world?.stop();
});

describe.each([
  {
    browser: "",
    older: [],
    victims: names,
    breaks: [
      "its workers are ended and it reconnects",
      "the transforms of what it sends are removed",
      "the transforms of what it receives are removed",
    ],
  },
  {
    browser: " in a browser with encoded streams only",
    older: ["Ada", "Bo"],
    victims: ["Ada", "Bo"],
    breaks: ["its workers are ended", "its workers are ended and it reconnects"],
  },
] as const)("A page$browser", ({ older, victims, breaks }) => {
  let call: OverheardCall | undefined;

  async function standing(): Promise<OverheardCall> {
    call ??= await OverheardCall.begin(world, "end-to-end", older);
    return call;
  }

  async function meddle(one: OverheardCall, tamper: Tampering, name: Name): Promise<void> {
    const { engine } = world;
    const text = "Words that went aside";
    one.texts.push(text);
    // A page that prevents it has answered too.
    await patient(tamper({ page: one.pages[name], engine, seat: engine.seat(name), text }));
  }

  afterAll(async () => {
    await call?.end();
  });

  test("seals, is seen and heard, and sees and hears", async () => {
    const one = await standing();
    const { Ada, Bo } = one.pages;
    const faces = ["camera of Ada", "camera of Bo", "camera of Cy"];
    for (const page of [Ada, Bo]) {
      const seen = () => picturesOn(page).then((all) => all.toSorted());
      await expect.poll(seen, patience).toEqual(faces);
    }
    await expect.poll(() => tonesOn(Bo), patience).toContain(1500);
    await expect.poll(() => tonesOn(Ada), patience).toContain(3000);
    await one.holds(open);
  });

  test.each(Object.entries(vain))("sends nothing open when %s", async (_, tamper) => {
    const one = await standing();
    await meddle(one, tamper, "Ada");
    await one.keepsSending("Ada");
    await one.holds(open);
  });

  test.runIf(older.length > 0)("sends nothing from a sender whose frames no one took", async () => {
    const one = await standing();
    await meddle(one, unguarded, "Ada");
    await one.keepsSending("Ada");
    await one.holds(open);
  });

  test.each(breaks.map((what, at) => ({ what, victim: victims[at] ?? "Ada" })))(
    "leaves and says why when $what",
    async ({ what, victim }) => {
      const one = await standing();
      await meddle(one, breaking[what], victim);
      await one.saysThatItBroke(victim);
      await one.holds(open);
    },
  );
});
