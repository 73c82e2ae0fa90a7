import { World } from "@graticule/e2ee/attacks/world";
import { toBase64Url } from "@graticule/e2ee/base64url";
import { hostHashOf } from "@graticule/e2ee/host-key";
import { makeKeyPackage } from "@graticule/e2ee/keys";
import { linkSeedOf, makeLinkSecret } from "@graticule/e2ee/link-secret";
import { delegate, isVoucherValid, type Voucher, vouch } from "@graticule/e2ee/voucher";
import { expect, test } from "vitest";
import { isProvenByLink } from "./link-proof.ts";
import { readKeyPackage } from "./mls-wire.ts";
import { isLetVouch, isVouchedFor } from "./voucher-proof.ts";

const world = await World.of("ann");
const signing = world.suite.signature;
const [host, other, cora] = await Promise.all([
  signing.keygen(),
  signing.keygen(),
  signing.keygen(),
]);
const hash = await hostHashOf(host.publicKey);
const parts = world.partsOf("ann");
const { sitting } = parts;
const { code } = parts.meeting;
const occasion = { code, sitting, host: hash };
const told = { code, sitting, hostHash: hash };
const ann = { ...parts.seat, signatureKey: parts.signature.publicKey };
const seat = { ...ann, signatureKey: toBase64Url(ann.signatureKey) };

async function everyVoucher(): Promise<readonly Voucher[]> {
  const whom = { identity: "cora", signatureKey: cora.publicKey };
  const delegation = await delegate(occasion, whom, { host, signing });
  const forged = await delegate(occasion, whom, { host: other, signing });
  const asHost = { ...forged, host: toBase64Url(host.publicKey) };
  const by = [
    { signer: host },
    { signer: cora, delegation },
    { signer: other },
    { signer: cora },
    { signer: other, delegation },
    { signer: cora, delegation: forged },
    { signer: cora, delegation: asHost },
    { signer: cora, delegation: { ...delegation, identity: "dan" } },
  ];
  const made = by.map((one) => vouch(occasion, ann, { ...one, signing }));
  const elsewhere = vouch({ ...occasion, sitting: "2026-11-29T03:00:00.000Z" }, ann, {
    signer: host,
    signing,
  });
  const otherName = vouch(occasion, { ...ann, name: "Ann, chair" }, { signer: host, signing });
  const nothing = { signer: "", signature: "" };
  return [...(await Promise.all([...made, elsewhere, otherName])), nothing];
}

test("the service finds of every voucher what members find", async () => {
  const found: boolean[] = [];
  for (const voucher of await everyVoucher()) {
    const byMember = await isVoucherValid(occasion, ann, { voucher, signing });
    expect(isVouchedFor(told, seat, voucher)).toBe(byMember);
    expect(isVouchedFor({ ...told, hostHash: "AAAAAAAAAAAAAAAAAAAAAA" }, seat, voucher)).toBe(
      false,
    );
    found.push(byMember);
  }
  expect(found).toEqual([true, true, ...Array.from({ length: 9 }, () => false)]);
});

test("a delegation counts only for the person it names", async () => {
  const whom = { identity: "cora", signatureKey: cora.publicKey };
  const delegation = await delegate(occasion, whom, { host, signing });
  const named = { identity: "cora", signatureKey: toBase64Url(cora.publicKey) };
  expect(isLetVouch(told, named, delegation)).toBe(true);
  expect(isLetVouch(told, seat, delegation)).toBe(false);
  expect(isLetVouch(told, { ...named, identity: "dan" }, delegation)).toBe(false);
});

test("in a key package of a vouched meeting the service finds both proofs, and neither for the same seed without its ending", async () => {
  const secret = makeLinkSecret(linkSeedOf(world.link.secret), hash);
  const linkKey = toBase64Url(world.link.key.publicKey);
  for (const by of [
    { signer: host },
    {
      signer: cora,
      delegation: await delegate(
        occasion,
        { identity: "cora", signatureKey: cora.publicKey },
        { host, signing },
      ),
    },
  ]) {
    const voucher = await vouch(occasion, ann, { ...by, signing });
    const meeting = { code, secret };
    const { keyPackage } = await makeKeyPackage({ ...parts, meeting, voucher });
    const head = readKeyPackage(keyPackage);
    if (head?.voucher === undefined) throw new Error("it was not read");
    expect(head.voucher).toEqual(voucher);
    expect(isVouchedFor(told, head, head.voucher)).toBe(true);
    expect(isProvenByLink(head, { ...told, linkKey })).toBe(true);
    expect(isProvenByLink(head, { code, sitting, linkKey })).toBe(false);
  }
});
