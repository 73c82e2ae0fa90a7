import { expect, test } from "vitest";
import {
  linkSecretIn,
  manageFragment,
  manageSecretsIn,
  newHost,
  newLinkSecret,
  secretInPaste,
  withLinkSecret,
} from "./link-fragment.ts";
import { passIn } from "./pass.ts";

const code = "abc-defg-hij";
const join = `https://meet.example/m/${code}`;
const manage = `https://meet.example/manage/${code}`;
const secret = newLinkSecret();
const { hostHash, hostSeed } = await newHost();
const vouched = newLinkSecret(hostHash);

test("a join link carries the secret, a pass, both or neither, and each is read separately", () => {
  const read = (link: string) => ({ secret: linkSecretIn(link), pass: passIn(new URL(link).hash) });
  expect(read(join)).toEqual({});
  expect(read(`${join}#${secret}`)).toEqual({ secret });
  expect(read(`${join}#pass=p-1`)).toEqual({ pass: "p-1" });
  expect(read(withLinkSecret(`${join}#pass=p-1`, secret))).toEqual({ secret, pass: "p-1" });
  expect(withLinkSecret(`${join}#pass=p-1`, secret)).toBe(`${join}#${secret}&pass=p-1`);
});

test("a broken fragment holds no secret, and a pass that looks like one is not one", () => {
  for (const broken of [
    "",
    "#",
    `#${secret.slice(1)}`,
    `#${secret}x`,
    `#pass=${secret}`,
    "#main",
  ]) {
    expect(linkSecretIn(join + broken)).toBeUndefined();
  }
});

test("a link gets a secret, has it replaced, or stays as it is", () => {
  const other = newLinkSecret();
  expect(other).not.toBe(secret);
  expect(withLinkSecret(join, secret)).toBe(`${join}#${secret}`);
  expect(withLinkSecret(`${join}#${other}`, secret)).toBe(`${join}#${secret}`);
  expect(withLinkSecret(join, undefined)).toBe(join);
});

test("a host link is read with and without the secret of the join link", () => {
  expect(manageSecretsIn(`${manage}#m-1`)).toEqual({ secret: "m-1" });
  expect(manageSecretsIn(`${manage}#m-1.${secret}`)).toEqual({ secret: "m-1", linkSecret: secret });
  expect(manageSecretsIn(`#.${secret}`)).toEqual({ linkSecret: secret });
  expect(manageSecretsIn("#m-1.broken")).toEqual({ secret: "m-1" });
  // As long as one of ours: in its own place, a host link's secret is never taken for the other.
  expect(manageSecretsIn(`#${secret}`)).toEqual({ secret });
  for (const held of [
    {},
    { secret: "m-1" },
    { linkSecret: secret },
    { secret: "m", linkSecret: secret },
  ]) {
    expect(manageSecretsIn(`#${manageFragment(held)}`)).toEqual(held);
  }
});

test("a host link holds the host key only if the meeting is vouched", () => {
  const held = { secret: "m-1", linkSecret: vouched, hostSeed };
  expect(manageFragment(held)).toBe(`m-1.${vouched}.${hostSeed}`);
  expect(manageSecretsIn(`${manage}#${manageFragment(held)}`)).toEqual(held);
  expect(manageSecretsIn(`#.${vouched}.${hostSeed}`)).toEqual({ linkSecret: vouched, hostSeed });
  expect(manageFragment({ secret: "m-1", hostSeed })).toBe("m-1");
  expect(manageSecretsIn(`#m-1..${hostSeed}`)).toEqual({ secret: "m-1" });
  expect(manageSecretsIn(`#m-1.${vouched}.broken`)).toEqual({ secret: "m-1", linkSecret: vouched });
  expect(linkSecretIn(withLinkSecret(`${join}#pass=p-1`, vouched))).toBe(vouched);
  expect(vouched.endsWith(`~${hostHash}`)).toBe(true);
  expect(secretInPaste(`${manage}#m-1.${vouched}.${hostSeed}`, code)).toBe(vouched);
});

test("only a full link of this meeting is found in what is pasted", () => {
  for (const text of [
    `${join}#${secret}`,
    `  meet.example/m/${code}?x=1#${secret} `,
    `https://meet.example/check/${code}#${secret}`,
    `${manage}#m-1.${secret}`,
    `${join}#${secret}&pass=p-1`,
    `Join: ${join}#${secret} Will I get in? https://meet.example/check/${code}#${secret}`,
  ]) {
    expect(secretInPaste(text, code)).toBe(secret);
  }
  for (const text of [
    "",
    join,
    `${join}#${secret.slice(1)}`,
    `https://meet.example/m/xyz-defg-hij#${secret}`,
    `${manage}#${secret}`,
    `${join}#pass=p-1`,
  ]) {
    expect(secretInPaste(text, code)).toBeUndefined();
  }
});
