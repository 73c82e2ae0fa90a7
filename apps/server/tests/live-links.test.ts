import { linkPublicKeyOf } from "@graticule/e2ee/link-key";
import { makeLinkSecret } from "@graticule/e2ee/link-secret";
import { expect, test } from "vitest";
import { encryptedBy, KeyedPage } from "./keys-of-a-call.ts";
import { meetingServiceOfTests, service } from "./meeting-service.ts";

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
