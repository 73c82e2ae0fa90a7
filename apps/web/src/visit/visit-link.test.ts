import { parseLinkSecret } from "@graticule/e2ee/link-secret";
import { expect, test } from "vitest";
import { newHost, newLinkSecret } from "../links/link-fragment.ts";
import { VisitLink } from "./visit-link.ts";

const [own, other] = [(await newHost()).hostHash, (await newHost()).hostHash];
const vouched = newLinkSecret(own);
const cut = parseLinkSecret(vouched.split("~", 1)[0] ?? "");
if (cut === undefined) throw new Error("A link without its ending is one.");

test("within a visit, a link without the known ending, or with another, replaces nothing", () => {
  for (const brought of [cut, newLinkSecret(), newLinkSecret(other)]) {
    const visit = new VisitLink(vouched, undefined);
    expect(visit.bring(brought)).toBe("other-host");
    expect(visit.isRefused).toBe(false);
    visit.open(brought);
    expect([visit.secret, visit.host, visit.isRefused]).toEqual([vouched, own, true]);
    // The first one again.
    visit.open(vouched);
    expect([visit.secret, visit.isRefused]).toEqual([vouched, false]);
  }
});

test("after a reload the ending has to match, until a link that has it is brought", () => {
  for (const opened of [cut, newLinkSecret(other)]) {
    const visit = new VisitLink(opened, own);
    expect([visit.secret, visit.host, visit.isRefused]).toEqual([undefined, own, true]);
    expect(visit.bring(vouched)).toBe("taken");
    expect([visit.secret, visit.isRefused]).toEqual([vouched, false]);
  }
  const whole = new VisitLink(vouched, own);
  expect([whole.secret, whole.isRefused]).toEqual([vouched, false]);
  const bare = new VisitLink(undefined, own);
  expect([bare.secret, bare.isRefused]).toEqual([undefined, false]);
  expect(bare.bring(cut)).toBe("other-host");
});

test("a newer link with the same ending is taken; where none is known, any is", () => {
  const newer = newLinkSecret(own);
  const visit = new VisitLink(undefined, undefined);
  visit.open(cut);
  expect([visit.secret, visit.host]).toEqual([cut, undefined]);
  expect(visit.bring(vouched)).toBe("taken");
  visit.open(newer);
  expect([visit.secret, visit.host, visit.isRefused]).toEqual([newer, own, false]);
  visit.open(undefined);
  expect(visit.secret).toBe(newer);
});
