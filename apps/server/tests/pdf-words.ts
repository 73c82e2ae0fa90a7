import { inflateSync } from "node:zlib";

/** The streams of one of the service's PDFs, inflated: what its pages draw, and the files attached to it. */
export function streamsOf(paper: Buffer): readonly string[] {
  const text = paper.toString("latin1");
  return [...text.matchAll(/stream\n([\s\S]*?)\nendstream/g)].map(([, bytes = ""]) => {
    try {
      return inflateSync(Buffer.from(bytes, "latin1")).toString("latin1");
    } catch {
      return "";
    }
  });
}

/** Its words: hexadecimal strings read. */
export function wordsOf(paper: Buffer): string {
  const strings = streamsOf(paper).flatMap((stream) =>
    stream
      .split("\n")
      .map((line) =>
        [...line.matchAll(/<([0-9a-f]+)>/g)]
          .map(([, hex = ""]) => Buffer.from(hex, "hex").toString("latin1"))
          .join(""),
      ),
  );
  return strings.filter((line) => line !== "").join("\n");
}
