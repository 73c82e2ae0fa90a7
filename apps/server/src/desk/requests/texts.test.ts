import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createSeal } from "../../config/seal.ts";
import { newTextKey, openTextKey } from "../../db/text-key.ts";
import { commitmentsTo, openBody, openedWords, sealBody } from "./texts.ts";

const instance = createSeal(randomBytes(32));
const keyOf = (request: string) =>
  openTextKey(instance, request, newTextKey(instance, request).sealed);

const body = {
  content: {
    ...{ branch: "court", language: "de", receivedAt: "2026-01-01T00:00:00.000Z", office: "Amt" },
    meetings: ["abc-defg-hij"],
    demands: [{ kind: "withhold-meeting", verbatim: "Sperren!", meeting: 0 }],
    lengthStated: { kind: "hours", hours: 2 },
    forbidsNotice: { until: "2026-02-01T00:00:00.000Z", law: "Gesetz" },
    originals: [{ name: "brief.pdf", sha256: "00" }],
    translation: "Withhold it!",
  },
  meetingNos: [1],
};

test("texts are sealed and opened in their places, and what is no one's words stays readable", () => {
  const { key } = newTextKey(instance, "one");
  const sealed = sealBody(body, key);
  expect(sealed).toMatchObject({
    content: {
      branch: "court",
      demands: [{ kind: "withhold-meeting", meeting: 0 }],
      lengthStated: { kind: "hours", hours: 2 },
      forbidsNotice: { until: "2026-02-01T00:00:00.000Z" },
      originals: [{ sha256: "00" }],
    },
    meetingNos: [1],
  });
  for (const word of ["Amt", "abc-defg-hij", "Sperren", "Gesetz", "brief.pdf", "Withhold"])
    expect(JSON.stringify(sealed)).not.toContain(word);
  expect(openBody(sealed, key)).toEqual({ body, lost: false });
});

test("without the key, with another one or in another place there is only a mark", () => {
  const { key } = newTextKey(instance, "one");
  const sealed = sealBody({ text: "A letter" }, key) as { readonly text: string };
  const lost = { body: { text: "⟦destroyed⟧" }, lost: true };
  expect(openBody(sealed, undefined)).toEqual(lost);
  expect(openBody(sealed, keyOf("one"))).toEqual(lost);
  expect(openBody({ how: sealed.text }, key)).toEqual({ body: { how: "⟦destroyed⟧" }, lost: true });
  const { sealed: ofOne } = newTextKey(instance, "one");
  expect(openTextKey(instance, "two", ofOne)).toBeUndefined();
  expect(openTextKey(createSeal(randomBytes(32)), "one", ofOne)).toBeUndefined();
});

test("a commitment can't be tested without the key, and differs for equal texts", () => {
  const [{ key: one }, { key: other }] = [newTextKey(instance, "x"), newTextKey(instance, "x")];
  const words = { demands: [{ verbatim: "Same" }, { verbatim: "Same" }], translation: "Same" };
  const { demands, translation } = commitmentsTo(words, one);
  const of = commitmentsTo(words, other);
  expect(new Set([...demands, translation, ...of.demands, of.translation]).size).toBe(6);
  expect(openedWords(words, one).demands[0]).toEqual({
    text: "Same",
    salt: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});
