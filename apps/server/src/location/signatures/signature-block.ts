import { type Network, parseNetwork, parseRange } from "@graticule/admission/location/network";
import { RejectedSource } from "../rejected-source.ts";

/** The end of a signed geofeed (RFC 9632 §5), which its readers take for comments. */
export interface SignatureBlock {
  /** What is signed: the lines before, each ended by CR and LF. */
  readonly content: string;
  /** The addresses that the file is about. */
  readonly range: Network;
  /** CMS signed data, not looked at yet. */
  readonly der: Buffer;
}

/** Far above a certificate with thousands of networks; parsing costs time by size. */
const maxBase64 = 350_000;

/** Anything like a mark: a broken one must not make a signed file look like an unsigned one. */
const likeMark = /^\s*#\s*(rpki|end)\s+signature\b/i;
const begin = /^# RPKI Signature: (.+)$/;
const end = /^# End Signature: (.+)$/;

/** Undefined: the file isn't signed. Throws {@link RejectedSource} for a signature out of form. */
export function signatureBlockOf(text: string): SignatureBlock | undefined {
  const lines = text.split("\n").map((line) => line.replace(/\r$/, ""));
  const marks = lines.flatMap((line, at) => (likeMark.test(line) ? [at] : []));
  const [from, to] = marks;
  if (from === undefined) return undefined;
  const named = begin.exec(lines[from] ?? "")?.[1];
  if (named === undefined || to === undefined || end.exec(lines[to] ?? "")?.[1] !== named) {
    throw new RejectedSource("its signature has no proper beginning and end");
  }
  if (marks.length > 2) throw new RejectedSource("it has more than one signature");
  if (lines.slice(to + 1).some((line) => line !== "")) {
    throw new RejectedSource("something follows its signature");
  }
  return {
    content: lines
      .slice(0, from)
      .map((line) => `${line}\r\n`)
      .join(""),
    range: rangeOf(named),
    der: derOf(lines.slice(from + 1, to)),
  };
}

function rangeOf(text: string): Network {
  const [first = "", last = ""] = text.split(/\s*-\s*/);
  const range = parseNetwork(text.trim()) ?? parseRange(first.trim(), last.trim());
  if (range === undefined) throw new RejectedSource("its signature names no range of addresses");
  return range;
}

function derOf(lines: readonly string[]): Buffer {
  const base64 = lines.map((line) => (line.startsWith("# ") ? line.slice(2) : "?")).join("");
  if (base64.length > maxBase64) throw new RejectedSource("its signature is too large");
  const der = Buffer.from(base64, "base64");
  if (der.length === 0 || der.toString("base64") !== base64) {
    throw new RejectedSource("its signature is damaged: it isn't proper Base64");
  }
  return der;
}
