import type { Network, Width } from "@graticule/admission/location/network";
import {
  AsnArray,
  AsnParser,
  AsnProp,
  AsnPropTypes,
  AsnType,
  AsnTypeTypes,
  BitString,
  OctetString,
} from "@peculiar/asn1-schema";
import { RejectedSource } from "../rejected-source.ts";

/** Of each family the networks that a certificate names, none, or those of its issuer. */
export type IpResources = Readonly<Record<Width, readonly Network[] | "inherit">>;

/** sbgp-ipAddrBlock, RFC 3779 §2.2. */
export const ipResourcesId = "1.3.6.1.5.5.7.1.7";

/** A registry's own certificate names thousands of networks. */
export const berOptions = { maxNodes: 100_000 };

class AddressRange {
  min = new BitString();
  max = new BitString();
}
AsnProp({ type: BitString })(AddressRange.prototype, "min");
AsnProp({ type: BitString })(AddressRange.prototype, "max");

class AddressOrRange {
  prefix?: BitString;
  range?: AddressRange;
}
AsnType({ type: AsnTypeTypes.Choice })(AddressOrRange);
AsnProp({ type: BitString })(AddressOrRange.prototype, "prefix");
AsnProp({ type: AddressRange })(AddressOrRange.prototype, "range");

class AddressChoice {
  inherit?: null;
  listed?: AddressOrRange[];
}
AsnType({ type: AsnTypeTypes.Choice })(AddressChoice);
AsnProp({ type: AsnPropTypes.Null })(AddressChoice.prototype, "inherit");
AsnProp({ type: AddressOrRange, repeated: "sequence" })(AddressChoice.prototype, "listed");

class AddressFamily {
  family = new OctetString();
  choice = new AddressChoice();
}
AsnProp({ type: OctetString })(AddressFamily.prototype, "family");
AsnProp({ type: AddressChoice })(AddressFamily.prototype, "choice");

class AddressBlocks extends AsnArray<AddressFamily> {}
AsnType({ type: AsnTypeTypes.Sequence, itemType: AddressFamily })(AddressBlocks);

/** Reads the extension's value. Throws {@link RejectedSource} if that is of another form. */
export function readIpResources(value: ArrayBuffer): IpResources {
  const resources: Record<Width, readonly Network[] | "inherit"> = { 1: [], 4: [] };
  const seen = new Set<Width>();
  for (const { family, choice } of parsed(value)) {
    const width = widths[Buffer.from(family.buffer).toString("hex")];
    if (width === undefined || seen.has(width)) throw notUnderstood();
    seen.add(width);
    const listed = choice.listed?.map((one) => networkOf(one, width)) ?? [];
    resources[width] = choice.inherit === null ? "inherit" : listed;
  }
  return resources;
}

function parsed(value: ArrayBuffer): AddressBlocks {
  try {
    return AsnParser.parse(value, AddressBlocks, { berOptions });
  } catch {
    throw notUnderstood();
  }
}

const widths: Readonly<Record<string, Width>> = { "0001": 1, "0002": 4 };

function networkOf({ prefix, range }: AddressOrRange, width: Width): Network {
  const [min, max] = [range?.min ?? prefix, range?.max ?? prefix];
  if (min === undefined || max === undefined) throw notUnderstood();
  const [first, last] = [wordsOf(min, 0, width), wordsOf(max, 0xff, width)];
  return { width, first, last };
}

/** An address whose missing bits are all those of `fill`. */
function wordsOf({ value, unusedBits }: BitString, fill: 0 | 0xff, width: Width): number[] {
  const given = new Uint8Array(value);
  const bytes = Buffer.alloc(width * 4, fill);
  if (given.length > bytes.length || unusedBits > (given.length === 0 ? 0 : 7)) {
    throw notUnderstood();
  }
  bytes.set(given);
  const end = given.length - 1;
  const unused = (1 << unusedBits) - 1;
  if (end >= 0) bytes[end] = ((bytes[end] as number) & ~unused) | (fill & unused);
  return Array.from({ length: width }, (_, word) => bytes.readUInt32BE(word * 4));
}

function notUnderstood(): RejectedSource {
  return new RejectedSource("a certificate names addresses in an unknown form");
}
