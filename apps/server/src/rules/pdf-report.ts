import PdfDocument from "pdfkit";

type Document = InstanceType<typeof PdfDocument>;

const margin = 56;
const ink = "#1B1F24";
const muted = "#5C6370";
const hairline = "#CFCBC0";
const accent = "#2F5D8C";
const gap = 10;

/** A column of a table. `width` in points. */
export interface Column {
  readonly head: string;
  readonly width: number;
  readonly align?: "right";
}

/** A printed document: A4, in a typeface that every PDF reader has, with a footer on each page. */
export class PdfReport {
  readonly #document: Document;
  readonly #whole: Promise<Buffer>;
  readonly width: number;

  constructor(title: string, made: Date) {
    this.#document = new PdfDocument({
      size: "A4",
      margin,
      lang: "en",
      displayTitle: true,
      bufferPages: true,
      info: { Title: title, Creator: "Graticule", CreationDate: made },
    });
    const { page } = this.#document;
    this.width = page.width - 2 * margin;
    const parts: Buffer[] = [];
    this.#whole = new Promise<Buffer>((resolve, reject) => {
      this.#document.on("data", (part: Buffer) => parts.push(part));
      this.#document.once("end", () => resolve(Buffer.concat(parts)));
      this.#document.once("error", reject);
    });
  }

  brand(name: string): void {
    const pen = this.#document;
    const { y } = pen;
    pen.save().translate(margin, y).scale(0.5).lineWidth(2).strokeColor(accent);
    pen.circle(16, 16, 13).stroke().ellipse(16, 16, 5.5, 13).stroke();
    pen.path("M3 16h26M5 9.5h22M5 22.5h22").stroke().restore();
    pen.font("Helvetica-Bold").fontSize(10).fillColor(ink);
    pen.text(name, margin + 23, y + 3.5, { width: this.width - 23 });
    this.#skip(26);
  }

  title(text: string): void {
    this.#document.font("Helvetica-Bold").fontSize(22).fillColor(ink);
    this.#document.text(text, margin, undefined, { width: this.width, characterSpacing: -0.3 });
    this.#skip(10);
  }

  heading(text: string): void {
    this.#skip(18);
    this.#keep(80);
    this.#document.font("Helvetica-Bold").fontSize(12).fillColor(ink);
    this.#document.text(text, margin, undefined, { width: this.width });
    this.#skip(5);
  }

  lead(text: string): void {
    this.#words(text, 11.5, ink);
  }

  note(text: string): void {
    this.#words(text, 9, muted);
    this.#skip(3);
  }

  /** Names and their values, one pair below the other, between two lines. */
  facts(facts: readonly (readonly [string, string])[]): void {
    const pen = this.#document;
    const beside = 90;
    this.#skip(14);
    this.#line();
    this.#skip(5);
    for (const [name, text] of facts) {
      this.#skip(3);
      const { y } = pen;
      pen.font("Helvetica").fontSize(9.5).fillColor(muted).text(name, margin, y);
      const options = { width: this.width - beside, lineGap: 1.5 };
      pen.fillColor(ink).text(text, margin + beside, y, options);
      this.#skip(2);
    }
    this.#skip(5);
    this.#line();
    this.#skip(6);
  }

  /** Its head is repeated on every page. */
  table(columns: readonly Column[], rows: readonly (readonly string[])[]): void {
    this.#head(columns);
    for (const row of rows) this.#row(columns, row);
  }

  /** A file within the document. */
  attach(name: string, bytes: Buffer): void {
    this.#document.file(bytes, { name });
  }

  async end(foot: string): Promise<Buffer> {
    const pen = this.#document;
    const { count } = pen.bufferedPageRange();
    for (let index = 0; index < count; index += 1) {
      pen.switchToPage(index);
      // Text below the margin would begin a new page.
      pen.page.margins.bottom = 0;
      pen.font("Helvetica").fontSize(8).fillColor(muted);
      const y = pen.page.height - 38;
      pen.text(foot, margin, y, { width: this.width - 70, lineBreak: false });
      pen.text(`Page ${index + 1} of ${count}`, margin, y, { width: this.width, align: "right" });
    }
    pen.end();
    return await this.#whole;
  }

  #head(columns: readonly Column[]): void {
    this.#keep(60);
    this.#cells(
      columns,
      columns.map(({ head }) => head),
      "Helvetica-Bold",
      muted,
    );
    this.#line();
  }

  #row(columns: readonly Column[], row: readonly string[]): void {
    const pen = this.#document;
    const height = this.#heightOf(columns, row) + 10;
    const whole = pen.page.height - 2 * margin - 40;
    if (height > whole) {
      for (const part of halves(row)) this.#row(columns, part);
      return;
    }
    if (pen.y + height > pen.page.height - margin) {
      pen.addPage();
      this.#head(columns);
    }
    this.#skip(5);
    this.#cells(columns, row, "Helvetica", ink);
    this.#skip(4);
    this.#line();
  }

  #heightOf(columns: readonly Column[], row: readonly string[]): number {
    this.#document.font("Helvetica").fontSize(9);
    const heights = columns.map(({ width }, at) =>
      this.#document.heightOfString(row[at] ?? "", { width: width - gap, lineGap: 1.5 }),
    );
    return Math.max(...heights);
  }

  #cells(columns: readonly Column[], row: readonly string[], font: string, color: string): void {
    const pen = this.#document;
    const top = pen.y;
    const height = this.#heightOf(columns, row);
    pen
      .font(font)
      .fontSize(font === "Helvetica" ? 9 : 8)
      .fillColor(color);
    let x = margin;
    for (const [at, { width, align }] of columns.entries()) {
      const options = { width: width - gap, lineGap: 1.5, align: align ?? ("left" as const) };
      pen.text(row[at] ?? "", align === undefined ? x : x + gap, top, options);
      x += width;
    }
    pen.y = top + height;
  }

  #words(text: string, size: number, color: string): void {
    this.#document.font("Helvetica").fontSize(size).fillColor(color);
    this.#document.text(text, margin, undefined, { width: this.width, lineGap: 2.5 });
  }

  #line(): void {
    const pen = this.#document;
    pen.moveTo(margin, pen.y).lineTo(margin + this.width, pen.y);
    pen.lineWidth(0.5).strokeColor(hairline).stroke();
  }

  #skip(points: number): void {
    this.#document.y += points;
  }

  /** A new page where there is less room than this. */
  #keep(points: number): void {
    const pen = this.#document;
    if (pen.y + points > pen.page.height - margin) pen.addPage();
  }
}

/** A row that is higher than a page as two rows: its longest text is split at a comma. */
function halves(row: readonly string[]): readonly (readonly string[])[] {
  const longest = row.reduce(
    (best, text, at) => (text.length > (row[best] ?? "").length ? at : best),
    0,
  );
  const text = row[longest] ?? "";
  const comma = text.indexOf(", ", text.length / 2);
  const cut = comma < 0 ? Math.ceil(text.length / 2) : comma + 2;
  return [
    row.map((other, at) => (at === longest ? text.slice(0, cut).trimEnd() : other)),
    row.map((_, at) => (at === longest ? text.slice(cut) : "")),
  ];
}
