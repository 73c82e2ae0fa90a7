import { expect, test } from "vitest";
import { newHost, newLinkSecret } from "./link-fragment.ts";
import {
  ownJoinLink,
  ownLinksOf,
  ownManageLink,
  ownPassLink,
  toldManageSecret,
} from "./own-links.ts";

const code = "abc-defg-hij";
const here = { origin: "https://meet.example" };
const { hostHash, hostSeed } = await newHost();
const linkSecret = newLinkSecret(hostHash);
const held = { linkSecret, hostSeed };

test("whatever address the service answers, links to a new meeting use the page's own origin", () => {
  const expected = {
    code,
    joinUrl: `https://meet.example/m/${code}#${linkSecret}`,
    manageUrl: `https://meet.example/manage/${code}#m-1.${linkSecret}.${hostSeed}`,
  };
  for (const base of ["https://meet.example", "https://other.example", "javascript:alert(1)//"]) {
    const sent = { code, joinUrl: `${base}/m/${code}`, manageUrl: `${base}/manage/${code}#m-1` };
    expect(ownLinksOf(sent, held, here)).toEqual(expected);
  }
});

test("anything that does not look like a code or a secret is not taken from an answer", () => {
  const sent = { code, joinUrl: "", manageUrl: "https://meet.example/manage/x#m-1" };
  expect(ownLinksOf({ ...sent, code: "../x#y" }, held, here)).toBeUndefined();
  expect(ownLinksOf({ ...sent, code: "abcdefghij" }, held, here)).toBeUndefined();
  expect(ownLinksOf({ ...sent, manageUrl: "https://meet.example/" }, held, here)).toBeUndefined();
  expect(toldManageSecret("https://meet.example/manage/x#m 1")).toBeUndefined();
  expect(toldManageSecret("https://meet.example/manage/x#m&1")).toBeUndefined();
  // The service's answer about the other parts of a host link is ignored.
  expect(toldManageSecret(`https://other.example/#m-1.${linkSecret}.${hostSeed}`)).toBe("m-1");
});

test("a link without its other parts stays bare, and a strange code stays in its place", () => {
  expect(ownJoinLink(code, undefined, here)).toBe(`https://meet.example/m/${code}`);
  expect(ownJoinLink("a#b", linkSecret, here)).toBe(`https://meet.example/m/a%23b#${linkSecret}`);
  expect(ownManageLink(code, { secret: "m-1" }, here)).toBe(
    `https://meet.example/manage/${code}#m-1`,
  );
});

test("a pass's link uses the page's origin too, and takes only the pass from the answer", () => {
  const meeting = { code, secret: linkSecret };
  expect(ownPassLink(`https://other.example/m/x#pass=p-1`, meeting, here)).toBe(
    `https://meet.example/m/${code}#${linkSecret}&pass=p-1`,
  );
  expect(ownPassLink(`https://other.example/m/x#pass=p%261`, meeting, here)).toBeUndefined();
  expect(ownPassLink(`https://other.example/m/x#${linkSecret}`, meeting, here)).toBeUndefined();
  const open = { code, secret: undefined };
  expect(ownPassLink(`https://meet.example/m/${code}#pass=p-1`, open, here)).toBe(
    `https://meet.example/m/${code}#pass=p-1`,
  );
});
