import { linkPublicKeyOf } from "@graticule/e2ee/link-key";
import { expect, test, vi } from "vitest";
import { hostOf, isHostOf, isOtherHost, judgeBrought, linkThatCounts } from "./held-link.ts";
import { linkSecretIn, newHost, newLinkSecret } from "./link-fragment.ts";
import { newLinkOf } from "./new-link.ts";

const own = await newHost();
const other = await newHost();
const linkSecret = newLinkSecret(own.hostHash);
const cut = linkSecretIn(`#${linkSecret.split("~", 1)[0]}`);
if (cut === undefined) throw new Error("A link without its ending is one.");
const { hostSeed } = own;
const kept = { linkSecret, hostSeed };

test("a link that names another host key, or none, replaces nothing by itself", async () => {
  const crafted = { linkSecret: newLinkSecret(other.hostHash), hostSeed: other.hostSeed };
  const without = { linkSecret: newLinkSecret() };
  for (const known of [kept, { linkSecret }, { hostSeed }, { linkSecret: cut, hostSeed }]) {
    expect(await judgeBrought(known, crafted)).toEqual({
      ...{ kind: "another-host", held: crafted, named: other.hostHash },
    });
    expect(await judgeBrought(known, without)).toEqual({
      ...{ kind: "another-host", held: without, named: undefined },
    });
    expect(await judgeBrought(known, { linkSecret: cut })).toMatchObject({ kind: "another-host" });
  }
});

test("a link with the same host key is taken, and the key stays where the link lacks it", async () => {
  const newer = { linkSecret: newLinkSecret(own.hostHash) };
  const held = { ...newer, hostSeed };
  expect(await judgeBrought(kept, newer)).toEqual({ kind: "taken", held });
  expect(await judgeBrought({ linkSecret }, { ...newer, hostSeed })).toEqual({
    ...{ kind: "taken", held },
  });
  // The link is whole again.
  expect(await judgeBrought({ linkSecret: cut, hostSeed }, { linkSecret })).toEqual({
    ...{ kind: "taken", held: kept },
  });
  expect(await judgeBrought(kept, {})).toEqual({ kind: "taken", held: kept });
});

test("where no host key is known, any link is taken, with its own key or none", async () => {
  const { hostSeed: stranger } = other;
  const held = { linkSecret };
  expect(await judgeBrought({}, kept)).toEqual({ kind: "taken", held: kept });
  expect(await judgeBrought({}, { linkSecret, hostSeed: stranger })).toEqual({
    ...{ kind: "taken", held },
  });
  expect(await judgeBrought({ linkSecret: cut }, kept)).toEqual({ kind: "taken", held: kept });
  const open = { linkSecret: newLinkSecret() };
  expect(await judgeBrought({ linkSecret: newLinkSecret() }, open)).toEqual({
    ...{ kind: "taken", held: open },
  });
});

test("a host key counts as a meeting's only if the link names it", async () => {
  expect(await isHostOf(linkSecret, hostSeed)).toBe(true);
  expect(await isHostOf(linkSecret, other.hostSeed)).toBe(false);
  expect(await isHostOf(cut, hostSeed)).toBe(false);
  expect(await isHostOf(linkSecret, undefined)).toBe(false);
  expect(await isHostOf(undefined, hostSeed)).toBe(false);
});

test("who vouches is known from the link, or else from the host key", async () => {
  expect(await hostOf(kept)).toBe(own.hostHash);
  expect(await hostOf({ linkSecret })).toBe(own.hostHash);
  expect(await hostOf({ linkSecret: cut, hostSeed })).toBe(own.hostHash);
  expect(await hostOf({ hostSeed })).toBe(own.hostHash);
  expect(await hostOf({ linkSecret: cut })).toBeUndefined();
  expect(isOtherHost(own.hostHash, own.hostHash)).toBe(false);
  expect(isOtherHost(own.hostHash, other.hostHash)).toBe(true);
  expect(isOtherHost(own.hostHash, undefined)).toBe(true);
  expect(isOtherHost(undefined, undefined)).toBe(false);
  // A device that knows no link trusts the service that there is a host key.
  expect(isOtherHost(undefined, own.hostHash)).toBe(false);
});

test("a browser without such keys takes no one for the host, and still lets nothing replace a link", async () => {
  const unknown = vi.spyOn(crypto.subtle, "importKey").mockRejectedValue(new Error("Unknown."));
  try {
    expect(await isHostOf(linkSecret, hostSeed)).toBe(false);
    expect(await hostOf({ hostSeed })).toBeUndefined();
    expect(await judgeBrought(kept, { linkSecret: cut })).toMatchObject({ kind: "another-host" });
  } finally {
    unknown.mockRestore();
  }
});

test("no new link is created if the service names another host key than this device knows, or none", async () => {
  for (const known of [kept, { linkSecret }, { hostSeed }, { linkSecret: cut, hostSeed }]) {
    for (const hostHash of [undefined, other.hostHash]) {
      expect(await newLinkOf({ hostHash }, known)).toEqual({ kind: "another-host" });
    }
  }
});

test("a new link of a vouched meeting is vouched, with the host key the link names or else a new one", async () => {
  const { hostHash } = own;
  for (const known of [kept, { hostSeed }, { linkSecret: cut, hostSeed }]) {
    const made = await newLinkOf({ hostHash }, known);
    if (made.kind !== "made") throw new Error("No link was made.");
    expect(made.held.hostSeed).toBe(hostSeed);
    expect(made.told.hostHash).toBe(hostHash);
    expect(made.held.linkSecret.endsWith(`~${hostHash}`)).toBe(true);
  }
  for (const known of [{}, { linkSecret }, { linkSecret, hostSeed: other.hostSeed }]) {
    const made = await newLinkOf({ hostHash }, known);
    if (made.kind !== "made") throw new Error("No link was made.");
    expect(await isHostOf(made.held.linkSecret, made.held.hostSeed)).toBe(true);
    expect([hostHash, other.hostHash]).not.toContain(made.told.hostHash);
  }
  const open = await newLinkOf({}, { linkSecret: newLinkSecret() });
  if (open.kind !== "made") throw new Error("No link was made.");
  expect(open.told.linkKey).toBe(await linkPublicKeyOf(open.held.linkSecret));
  expect(open).toMatchObject({ kind: "made", told: { linkKey: expect.any(String) } });
  expect(JSON.stringify(open)).not.toContain("hostHash");
});

test("of two links the one just brought counts, unless it lacks the known host key", () => {
  expect(linkThatCounts(linkSecret, cut)).toBe(linkSecret);
  expect(linkThatCounts(linkSecret, newLinkSecret(other.hostHash))).toBe(linkSecret);
  expect(linkThatCounts(linkSecret, undefined)).toBe(linkSecret);
  const newer = newLinkSecret(own.hostHash);
  expect(linkThatCounts(linkSecret, newer)).toBe(newer);
  expect(linkThatCounts(undefined, cut)).toBe(cut);
  expect(linkThatCounts(cut, newer)).toBe(newer);
});
