import type { JoinAdmitted } from "@graticule/api/meetings";
import { expect, test } from "vitest";
import { linkSecretIn, newHost, newLinkSecret } from "../links/link-fragment.ts";
import { keepMeeting } from "../links/my-meetings.ts";
import type { DoorState } from "./door-state.ts";
import { encryptionSaid, lacksLinkSecret, linkSecretOf, opensUnasked } from "./link-secret.ts";

const code = "abc-defg-hij";
const secret = newLinkSecret();

function page(hash: string) {
  const texts = new Map<string, string>();
  const localStorage = {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
  };
  return { location: { hash }, localStorage } as unknown as Window;
}

test("the secret is read from the address; if the meeting is kept here, an address without will do", () => {
  expect(linkSecretOf(code, page(`#${secret}`))).toBe(secret);
  expect(linkSecretOf(code, page(""))).toBeUndefined();
  expect(linkSecretOf(code, page(`#${secret.slice(1)}`))).toBeUndefined();
  const host = page("");
  keepMeeting(host.localStorage, { code, title: "Tea", keptAt: 1, linkSecret: secret });
  expect(linkSecretOf(code, host)).toBe(secret);
  expect(linkSecretOf("xyz-defg-hij", host)).toBeUndefined();
  const newer = newLinkSecret();
  host.location.hash = `#${newer}`;
  expect(linkSecretOf(code, host)).toBe(newer);
});

test("if a host's browser knows who vouches, an address with another ending or none doesn't count", async () => {
  const [own, other] = [await newHost(), await newHost()];
  const kept = newLinkSecret(own.hostHash);
  const host = page("");
  keepMeeting(host.localStorage, { code, title: "Tea", keptAt: 1, linkSecret: kept });
  for (const crafted of [kept.split("~", 1)[0], secret, newLinkSecret(other.hostHash)]) {
    host.location.hash = `#${crafted}`;
    expect(linkSecretOf(code, host)).toBe(kept);
  }
  const newer = newLinkSecret(own.hostHash);
  host.location.hash = `#${newer}`;
  expect(linkSecretOf(code, host)).toBe(newer);
});

test("no one joins an encrypted meeting without the secret, but its other states still show", () => {
  const door = (encryption: "end-to-end" | "off"): DoorState => ({
    kind: "door",
    door: { code, encryption, evidence: [], sure: "sure", ended: false, limits: [] },
    fault: undefined,
    news: "none",
  });
  const meeting = { code, title: "Tea", encryption: "end-to-end" } as const;
  const inside: DoorState = { kind: "inside", admitted: { meeting } as JoinAdmitted };
  expect([door("end-to-end"), inside].map((state) => lacksLinkSecret(state, undefined))).toEqual([
    true,
    true,
  ]);
  expect(lacksLinkSecret(inside, secret)).toBe(false);
  expect(lacksLinkSecret(door("off"), undefined)).toBe(false);
  expect(lacksLinkSecret({ kind: "ended", by: "host", title: undefined }, undefined)).toBe(false);
});

test("the door says whether it is encrypted, and what that means", () => {
  expect(encryptionSaid("end-to-end", secret).line).toBe("End-to-end encrypted");
  expect(encryptionSaid("end-to-end", secret).meaning).toContain("can’t see or hear");
  expect(encryptionSaid("end-to-end", secret).meaning).toContain(
    "anyone who has it and is let in gets keys",
  );
  const vouched = linkSecretIn(`#${secret}~AAAAAAAAAAAAAAAAAAAAAA`);
  expect(encryptionSaid("end-to-end", vouched).line).toBe("End-to-end encrypted, vouched");
  expect(encryptionSaid("end-to-end", vouched).meaning).toContain("the link alone isn’t enough");
  expect(encryptionSaid("end-to-end", vouched).meaning).not.toContain("anyone who has it");
  expect(encryptionSaid("off", secret).line).toContain("turned off");
  const open = encryptionSaid("off", undefined);
  expect(open.line).toBe("Not end-to-end encrypted");
  expect(open.meaning).toContain("could see and hear");
});

test.each([
  // A link with a secret is for an encrypted meeting, until the door says otherwise.
  [undefined, secret, true],
  ["end-to-end", secret, true],
  ["end-to-end", undefined, true],
  ["off", secret, false],
  ["off", undefined, false],
  [undefined, undefined, false],
] as const)("told %j, a call in the open is asked about or begins", (told, link, asks) => {
  expect(opensUnasked("off", { told, secret: link })).toBe(asks);
  expect(opensUnasked("end-to-end", { told, secret: link })).toBe(false);
});
