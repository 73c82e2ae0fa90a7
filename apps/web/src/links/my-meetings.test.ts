import { expect, test } from "vitest";
import { newHost, newLinkSecret } from "./link-fragment.ts";
import { parseMeetingLink } from "./meeting-link.ts";
import {
  forgetLink,
  inAddress,
  isKept,
  keepMeeting,
  keptHostSeed,
  keptKey,
  keptLink,
  keptLinkSecret,
  keptMeetings,
} from "./my-meetings.ts";
import { secretOf } from "./use-fragment.ts";

function storage(): Pick<Storage, "getItem" | "setItem"> {
  const texts = new Map<string, string>();
  return {
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
  };
}

test("a pasted link, a code and a code without hyphens lead to the same meeting", () => {
  for (const text of [
    "abc-defg-hij",
    " ABC-DEFG-HIJ ",
    "abcdefghij",
    "https://meet.example/m/abc-defg-hij#secret",
    "meet.example/m/abc-defg-hij?x=1",
  ]) {
    expect(parseMeetingLink(text)).toBe("abc-defg-hij");
  }
  for (const text of [
    "",
    "hello",
    "hello world",
    "https://meet.example/",
    "abc-def-hij",
    "<script>",
  ]) {
    expect(parseMeetingLink(text)).toBeUndefined();
  }
});

test("the secret is what follows the # sign", () => {
  expect(secretOf("#s3cret")).toBe("s3cret");
  expect(secretOf("#")).toBeUndefined();
});

test("kept meetings come back newest first, once each", () => {
  const kept = storage();
  const meeting = { code: "abc-defg-hij", title: "Tea", secret: "s", keptAt: 1 };
  keepMeeting(kept, meeting);
  keepMeeting(kept, { ...meeting, code: "xyz-defg-hij" });
  keepMeeting(kept, { ...meeting, secret: "new" });
  expect(keptMeetings(kept).map(({ code }) => code)).toEqual(["abc-defg-hij", "xyz-defg-hij"]);
  expect(keptKey(kept, "abc-defg-hij")?.credential).toEqual({
    kind: "secret",
    secret: "new",
  });
});

test("what completes the link is kept with its meeting, also when the host link is replaced", () => {
  const kept = storage();
  const linkSecret = newLinkSecret();
  const meeting = { code: "abc-defg-hij", title: "Tea", keptAt: 1 };
  keepMeeting(kept, { ...meeting, secret: "s", linkSecret });
  keepMeeting(kept, { ...meeting, secret: "renewed" });
  expect(keptMeetings(kept)).toEqual([{ ...meeting, secret: "renewed", linkSecret }]);
  expect(keptLinkSecret(kept, meeting.code)).toBe(linkSecret);
  const other = newLinkSecret();
  keepMeeting(kept, { ...meeting, linkSecret: other });
  expect(keptKey(kept, meeting.code)?.credential).toEqual({ kind: "secret", secret: "renewed" });
  expect(keptLinkSecret(kept, meeting.code)).toBe(other);
});

test("a link pasted by a signed-in host is kept without a host link", () => {
  const kept = storage();
  const linkSecret = newLinkSecret();
  keepMeeting(kept, { code: "abc-defg-hij", title: "Tea", keptAt: 1, linkSecret });
  expect(keptKey(kept, "abc-defg-hij")).toBeUndefined();
  expect(keptLinkSecret(kept, "abc-defg-hij")).toBe(linkSecret);
});

test("what was kept before meetings were encrypted is still read, and a broken secret is none", () => {
  const old = { code: "abc-defg-hij", title: "Tea", secret: "s", keptAt: 1 };
  const read = (value: unknown) =>
    keptMeetings({ getItem: () => JSON.stringify([value]), setItem: () => undefined });
  expect(read(old)).toEqual([old]);
  expect(read({ ...old, linkSecret: "short" })).toEqual([old]);
  expect(read({ ...old, hostSeed: "short" })).toEqual([old]);
  expect(read({ ...old, secret: undefined })).toEqual([]);
});

test("a code that is already kept is recognised, whatever is kept of it", () => {
  const kept = storage();
  keepMeeting(kept, { code: "abc-defg-hij", title: "Tea", keptAt: 1, linkSecret: newLinkSecret() });
  expect(isKept(kept, "abc-defg-hij")).toBe(true);
  expect(isKept(kept, "xyz-defg-hij")).toBe(false);
});

const { hostHash, hostSeed } = await newHost();
const vouched = {
  ...{ code: "abc-defg-hij", title: "Tea", secret: "s", keptAt: 1 },
  ...{ linkSecret: newLinkSecret(hostHash), hostSeed },
};

test("the oldest meetings are dropped, but not one whose host key is kept here", () => {
  const kept = storage();
  keepMeeting(kept, { ...vouched, hostSeed });
  const codes = Array.from(
    { length: 60 },
    (_, at) =>
      `xyz-defg-a${String.fromCharCode(97 + (at % 26))}${at < 26 ? "a" : at < 52 ? "b" : "c"}`,
  );
  for (const code of codes) keepMeeting(kept, { code, title: "Tea", secret: "s", keptAt: 1 });
  const left = keptMeetings(kept).map(({ code }) => code);
  expect(left).toEqual([...codes.slice(10).toReversed(), vouched.code]);
  expect(keptHostSeed(kept, vouched.code)).toBe(hostSeed);
});

test("meetings started at once, however many, don't push out the links of others", () => {
  const kept = storage();
  const tea = { code: "abc-defg-hij", title: "Tea", secret: "s", keptAt: 1 };
  keepMeeting(kept, tea);
  const codes = Array.from({ length: 60 }, (_, at) => `xyz-defg-${at}`);
  for (const code of codes) keepMeeting(kept, { ...tea, code, atOnce: true });
  const left = keptMeetings(kept).map(({ code }) => code);
  expect(left).toEqual([...codes.slice(10).toReversed(), tea.code]);
  // What is kept of one later doesn't make it one of the others.
  keepMeeting(kept, { ...tea, code: "xyz-defg-59", secret: "renewed" });
  expect(keptMeetings(kept)[0]).toEqual({
    ...{ ...tea, code: "xyz-defg-59", secret: "renewed" },
    atOnce: true,
  });
});

test("the host key is in the address only if this browser doesn't keep it", async () => {
  const kept = storage();
  const { secret, linkSecret } = vouched;
  const held = { secret, linkSecret, hostSeed };
  expect(inAddress(kept, vouched.code, held)).toEqual(held);
  keepMeeting(kept, vouched);
  expect(inAddress(kept, vouched.code, held)).toEqual({ secret, linkSecret });
  // Broken on purpose: kept is kept → a reload loses the only host key.
  expect(inAddress({ ...kept, lasts: false }, vouched.code, held)).toEqual(held);
  // A key other than the one kept is not lost from the address.
  const other = { ...held, hostSeed: (await newHost()).hostSeed };
  expect(inAddress(kept, vouched.code, other)).toEqual(other);
  const refuses = { getItem: () => null, setItem: () => undefined };
  keepMeeting(refuses, vouched);
  expect(inAddress(refuses, vouched.code, held)).toEqual(held);
});

test("a link is forgotten with its host key; the host link and other meetings stay", () => {
  const kept = storage();
  keepMeeting(kept, { ...vouched, code: "xyz-defg-hij" });
  keepMeeting(kept, vouched);
  const { linkSecret } = vouched;
  expect(keptLink(kept, vouched.code)).toEqual({ linkSecret, hostSeed });
  forgetLink(kept, vouched.code);
  expect(keptLink(kept, vouched.code)).toEqual({});
  expect(keptKey(kept, vouched.code)?.credential).toEqual({ kind: "secret", secret: "s" });
  expect(keptLink(kept, "xyz-defg-hij")).toEqual({ linkSecret, hostSeed });
});

test("unreadable storage counts as empty", () => {
  expect(keptMeetings({ getItem: () => "{", setItem: () => undefined })).toEqual([]);
  expect(keptMeetings({ getItem: () => '[{"code":1}]', setItem: () => undefined })).toEqual([]);
});
