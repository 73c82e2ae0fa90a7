import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { PdfReport } from "./pdf-report.ts";

/** How often each page uses the typeface of a table's head. */
function boldOnPages(pdf: Buffer): number[] {
  const text = pdf.toString("latin1");
  return [...text.matchAll(/stream\n([\s\S]*?)\nendstream/g)]
    .map(([, bytes = ""]) => inflateSync(Buffer.from(bytes, "latin1")).toString("latin1"))
    .filter((drawn) => drawn.includes("BT"))
    .map((drawn) => drawn.match(/\/F2 [\d.]+ Tf/g)?.length ?? 0);
}

test("a row taller than a page continues on the next, below the table's head", async () => {
  const pdf = new PdfReport("Places", new Date(0));
  const places = Array.from({ length: 1_500 }, (_, index) => `UA-${index}`).join(", ");
  const columns = [
    { head: "Which", width: 400 },
    { head: "Count", width: 80, align: "right" },
  ] as const;
  pdf.table(columns, [[places, "7"]]);
  const heads = boldOnPages(await pdf.end("Foot"));
  expect(heads.length).toBeGreaterThan(2);
  for (const bold of heads) expect(bold).toBeGreaterThan(0);
});
