import { expect, test } from "vitest";
import { type DrawnRow, ReadRows, unreadMs } from "./read-rows.ts";

const row = (id: string, place: number, says = id): DrawnRow => ({
  ...{ id, says, top: 60 * place, bottom: 60 * place + 59 },
});

/** A list first drawn long ago. */
function listOf(...rows: readonly DrawnRow[]): ReadRows {
  const list = new ReadRows();
  list.drawn("waiting", rows, 0);
  return list;
}

const late = 10_000;

/** The rows that a pointer click beginning and ending now can act on. */
function click(list: ReadRows, nowMs: number): readonly string[] {
  list.begin(nowMs, "pointer");
  return [...list.clicked(nowMs, "row")];
}

test("rows that appear where nothing was can be clicked at once", () => {
  expect(click(listOf(row("ann", 0)), 0)).toEqual(["ann"]);
  const list = listOf(row("ann", 0));
  list.drawn("waiting", [row("ann", 0), row("bo", 1)], late);
  expect(click(list, late)).toEqual(["ann", "bo"]);
});

test("a row moved into another's place can't be clicked for a while; others can", () => {
  const list = listOf(row("ann", 0), row("bo", 1), row("cy", 2));
  list.drawn("waiting", [row("ann", 0), row("cy", 1)], late);
  expect(click(list, late)).toEqual(["ann"]);
  expect(click(list, late + unreadMs - 1)).toEqual(["ann"]);
  expect(click(list, late + unreadMs)).toEqual(["ann", "cy"]);
});

test("a new row in another's place, in any list, can't be clicked for a while", () => {
  const list = listOf(row("ann", 0));
  list.drawn("waiting", [row("bo", 0)], late);
  expect(click(list, late)).toEqual([]);
  list.drawn("waiting", [], 2 * late);
  list.drawn("unvouched", [row("cy", 0)], 2 * late + unreadMs - 1);
  expect(click(list, 2 * late + unreadMs - 1)).toEqual([]);
  expect(click(list, 3 * late)).toEqual(["cy"]);
  // Long after the other row went, no one aims at its place.
  list.drawn("unvouched", [], 3 * late);
  list.drawn("waiting", [row("dee", 0)], 3 * late + unreadMs);
  expect(click(list, 3 * late + unreadMs)).toEqual(["dee"]);
});

test("two lists drawn one after the other each keep their own rows", () => {
  const list = listOf(row("ann", 0));
  list.drawn("unvouched", [row("cy", 1)], late);
  list.drawn("waiting", [row("ann", 0)], late);
  expect(click(list, late)).toEqual(["ann", "cy"]);
  list.drawn("unvouched", [row("cy", 2)], 2 * late);
  expect(click(list, 2 * late)).toEqual(["ann"]);
});

test("a row can't be clicked for a while after each change to its content", () => {
  const list = listOf(row("ann", 0));
  list.drawn("waiting", [row("ann", 0, "ann, key 2")], late);
  list.drawn("waiting", [row("ann", 0, "ann, key 3")], late + unreadMs - 1);
  expect(click(list, late + unreadMs)).toEqual([]);
  expect(click(list, late + 2 * unreadMs)).toEqual(["ann"]);
});

test("redrawing a row, or its brief absence, delays nothing and hides no change", () => {
  const list = listOf(row("ann", 0));
  list.drawn("waiting", [row("ann", 0)], late);
  expect(click(list, late)).toEqual(["ann"]);
  list.drawn("waiting", [], late);
  list.drawn("waiting", [row("ann", 0, "ann, key 2")], late + 1);
  expect(click(list, late + 1)).toEqual([]);
});

test("a click acts on what was drawn when it began, or on nothing", () => {
  const list = listOf(row("ann", 0), row("bo", 1));
  list.begin(late, "pointer");
  list.drawn("waiting", [row("ann", 0, "ann, key 2"), row("bo", 1)], late);
  expect([...list.clicked(late + 10 * unreadMs, "row")]).toEqual(["bo"]);
  // Even if the row was unread at the start and is read by the end.
  list.drawn("waiting", [row("bo", 0)], 5 * late);
  list.begin(5 * late, "pointer");
  expect([...list.clicked(5 * late + unreadMs, "row")]).toEqual([]);
  // A row that moves while the button is down is still the one pressed.
  list.begin(6 * late, "pointer");
  list.drawn("waiting", [row("cy", 0), row("bo", 1)], 6 * late);
  expect([...list.clicked(6 * late, "row")]).toEqual(["bo"]);
});

test("a click without a start, as from a screen reader, acts on rows drawn for a while", () => {
  const list = listOf(row("ann", 0), row("bo", 1));
  expect([...list.clicked(late, "row")]).toEqual(["ann", "bo"]);
  list.drawn("waiting", [row("bo", 0), row("cy", 1)], late);
  expect([...list.clicked(late, "row")]).toEqual(["bo"]);
  // The start of a finished click does not count for the next.
  list.begin(late, "pointer");
  list.clicked(late, "row");
  expect([...list.clicked(2 * late, "row")]).toEqual(["bo", "cy"]);
});

test.each(["pointer", "key"] as const)(
  "a click by %s on “all” acts on rows drawn for a while, in any place",
  (aim) => {
    const list = listOf(row("ann", 0), row("bo", 1));
    list.drawn("waiting", [row("bo", 0), row("cy", 1)], late);
    list.begin(late + unreadMs - 1, aim);
    expect([...list.clicked(late + unreadMs, "all")]).toEqual(["bo"]);
    list.drawn("waiting", [row("bo", 0, "bo, key 2"), row("cy", 1)], late + unreadMs);
    list.begin(late + unreadMs, aim);
    expect([...list.clicked(2 * late, "all")]).toEqual(["cy"]);
  },
);

test("a key acts on the focused row, even if it moved a moment ago", () => {
  const list = listOf(row("ann", 0), row("bo", 1));
  list.drawn("waiting", [row("bo", 0)], late);
  list.begin(late, "key");
  expect([...list.clicked(late, "row")]).toEqual(["bo"]);
});
