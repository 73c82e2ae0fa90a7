import { linkPublicKeyOf } from "@graticule/e2ee/link-key";
import { makeLinkSecret } from "@graticule/e2ee/link-secret";
import { expect, test, vi } from "vitest";
import { encryptedBy, KeyedPage, saysKeys } from "./keys-of-a-call.ts";
import { meetingServiceOfTests, service, type Visitor } from "./meeting-service.ts";

meetingServiceOfTests();
const secret = makeLinkSecret(new Uint8Array(32).fill(9));
const other = makeLinkSecret(new Uint8Array(32).fill(10));

// Was: `doubted` for everyone with the new link, for as long as such a page was there; no host saw it. Broken on purpose: `link`
// compared with nothing.
test.each(["link", "encryption"])(
  "a page that came by an earlier %s and took no seat keeps no one from the keys",
  async (what) => {
    const meeting = await service.newMeeting(await encryptedBy(secret));
    const { code } = meeting;
    const stranger = new KeyedPage(await service.comes(meeting, "Stranger"), {
      code,
      secret,
      name: "Stranger",
    });
    await stranger.sees(({ kind }) => kind === "agreed");
    const change = async (body: object) =>
      await service.ask("PATCH", `/api/meetings/${code}/manage`, { headers: meeting.bearer, body });
    if (what === "encryption") expect((await change({ encryption: "off" })).status).toBe(204);
    const linkKey = await linkPublicKeyOf(other);
    expect((await change({ encryption: "end-to-end", linkKey })).status).toBe(204);
    const comes = async (name: string) =>
      new KeyedPage(await service.sits(meeting, name), { code, secret: other, name });
    const ana = await comes("Ana");
    await ana.sees(({ kind }) => kind === "agreed");
    const bo = await comes("Bo");
    await bo.sees(({ insiders }) => insiders.length === 2);
    await stranger.sees(({ kind }) => kind === "another-link");
    expect(ana.line.state.insiders.map(({ name }) => name).sort()).toEqual(["Ana", "Bo"]);
    for (const page of [stranger, ana, bo]) page.close();
  },
);

/** From now on it says of everyone that it can't add them. */
function doubts({ line, visitor }: KeyedPage): void {
  const hear = line.hear.bind(line);
  vi.spyOn(line, "hear").mockImplementation((event) => {
    if (event.kind !== "please") return hear(event);
    const { group, epoch, changes } = event;
    for (const { kind, identity } of changes) {
      if (kind === "add") void saysKeys(visitor, { kind: "bad-change", group, epoch, identity });
    }
  });
}

// Was: `doubted` for everyone, for as long as such a page was there. Broken on purpose: without `#makeWay`; with `turnedAway`
// always empty; without `hadTime`, the second.
test.each([
  ["who has one", "before"],
  ["who takes one once they have keys, as our pages do", "after"],
])("pages that take no seat keep no one from the keys %s", async (_, seats) => {
  const meeting = await service.newMeeting(await encryptedBy(secret));
  const page = async (name: string, visitor: Promise<Visitor>) =>
    new KeyedPage(await visitor, { code: meeting.code, secret, name });
  const unseen = [
    await page("One", service.comes(meeting, "One")),
    await page("Two", service.comes(meeting, "Two")),
  ];
  for (const one of unseen) await one.sees(({ insiders }) => insiders.length === 2);
  unseen.forEach(doubts);
  const names = ["Ana", "Bo", "Cy"];
  const seated = await Promise.all(
    names.map(async (name) => {
      if (seats === "before") return await page(name, service.sits(meeting, name));
      const visitor = await service.comes(meeting, name);
      const one = await page(name, Promise.resolve(visitor));
      await one.sees(({ kind }) => kind === "agreed");
      service.seat(meeting.room, visitor.identity, visitor.address);
      return one;
    }),
  );
  for (const one of seated) {
    await one.sees(({ insiders }) =>
      names.every((name) => insiders.some((insider) => insider.name === name)),
    );
  }
  for (const one of [...unseen, ...seated]) one.close();
});
