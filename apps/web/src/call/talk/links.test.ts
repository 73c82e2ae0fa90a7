import { expect, test } from "vitest";
import { textPiecesOf } from "./links.ts";

const link = (address: string) => ({ text: address, url: address });

test("an address becomes a link as written, without the end of its sentence", () => {
  expect(textPiecesOf("See https://example.org/a?b=c#d, or (http://example.org/e).")).toEqual([
    { text: "See " },
    link("https://example.org/a?b=c#d"),
    { text: "," },
    { text: " or (" },
    link("http://example.org/e"),
    { text: ")." },
  ]);
  expect(textPiecesOf("https://example.org/")).toEqual([link("https://example.org/")]);
  expect(textPiecesOf("(see http://example.org/Mercury_(planet)).")).toEqual([
    { text: "(see " },
    link("http://example.org/Mercury_(planet)"),
    { text: ")." },
  ]);
});

test("nothing else is a link, and no text is lost", () => {
  for (const text of [
    "",
    "javascript:alert(1)",
    "example.org",
    "https://",
    "http://[",
    "data:text/html,<b>",
    'a "https://" b',
  ]) {
    expect(textPiecesOf(text).filter(({ url }) => url !== undefined)).toEqual([]);
    expect(
      textPiecesOf(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  }
});
