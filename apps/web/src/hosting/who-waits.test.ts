import type { Waiting } from "@graticule/api/hosting";
import { expect, test } from "vitest";
import { hostingWords } from "../i18n/hosting-words.ts";
import { inTheLobby, waitingText, whyText } from "./who-waits.ts";

const who = (because: Waiting["because"]): Waiting => ({
  joinId: because,
  name: because,
  because,
  since: "2026-11-25T10:00:00Z",
});

test("a host reads what the person kept out says about the rule, and nothing about anyone else", () => {
  const told = (says?: Waiting["says"]) =>
    whyText(says === undefined ? who("knock") : { ...who("knock"), says }, hostingWords.because);
  expect(told("there")).toContain("from a place this meeting is closed to");
  expect(told("not-there")).toContain("I’m not there");
  expect(told()).toBe(hostingWords.because.knock);
  expect(whyText({ because: "lobby", says: "there" }, hostingWords.because)).toBe(
    hostingWords.because.lobby,
  );
});

test("“all” are those in the lobby, never people the rule keeps out or the service removed", () => {
  expect(inTheLobby([])).toEqual({ count: 0, others: false });
  const lobby = [who("lobby"), who("locked"), who("cannot-tell"), who("sent-back")];
  expect(inTheLobby(lobby)).toEqual({ count: 4, others: false });
  expect(inTheLobby([who("knock"), ...lobby, who("terms")])).toEqual({ count: 4, others: true });
});

test("people in the lobby are counted apart from people kept out who ask to come in", () => {
  expect(waitingText([who("lobby")])).toBe("1 person is waiting");
  expect(waitingText([who("lobby"), who("terms")])).toBe("2 people are waiting");
  expect(waitingText([who("knock")])).toBe("1 person who was kept out is asking to join");
  expect(waitingText([who("lobby"), who("knock"), who("knock")])).toBe(
    "1 person is waiting, and 2 who were kept out are asking to join",
  );
});
