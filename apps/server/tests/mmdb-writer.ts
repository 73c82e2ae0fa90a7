/** A tiny writer of MaxMind DB files for tests; IPv4 and IPv6 networks in one IPv6 tree. */
export interface MmdbContent {
  /** `network → record`; a string stands for `{country_code: string}`. */
  readonly networks: Readonly<Record<string, string | Record<string, MmdbData>>>;
  readonly builtAt: number;
  readonly recordSize?: 24 | 28 | 32;
}

export type MmdbData = string | number | { readonly [key: string]: MmdbData } | readonly MmdbData[];

interface Node {
  left: Node | number | undefined;
  right: Node | number | undefined;
}

/** Writes the file; record sizes 24, 28 and 32 bits. */
export function writeMmdb({ networks, builtAt, recordSize = 24 }: MmdbContent): Buffer {
  const root: Node = { left: undefined, right: undefined };
  const data: Buffer[] = [];
  let dataLength = 0;
  for (const [network, record] of Object.entries(networks)) {
    insert(root, bitsOf(network), dataLength);
    const bytes = encode(typeof record === "string" ? { country_code: record } : record);
    data.push(bytes);
    dataLength += bytes.length;
  }
  const nodes: Node[] = [];
  collect(root, nodes);
  const numbers = new Map(nodes.map((node, at) => [node, at]));
  const pointerTo = (child: Node | number | undefined): number => {
    if (child === undefined) return nodes.length;
    if (typeof child === "number") return nodes.length + 16 + child;
    return numbers.get(child) ?? 0;
  };
  const tree = nodes.map(({ left, right }) => pack(pointerTo(left), pointerTo(right), recordSize));
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: Math.floor(builtAt / 1000),
    database_type: "test",
    ip_version: 6,
    node_count: nodes.length,
    record_size: recordSize,
    languages: [],
    description: {},
  });
  const marker = Buffer.from("\xab\xcd\xefMaxMind.com", "latin1");
  return Buffer.concat([...tree, Buffer.alloc(16), ...data, marker, metadata]);
}

function bitsOf(network: string): number[] {
  const [address = "", length = ""] = network.split("/");
  const isIpv4 = !address.includes(":");
  const groups = isIpv4
    ? [0, 0, 0, 0, 0, 0, ...ipv4Groups(address)]
    : expand(address).map((group) => Number.parseInt(group, 16));
  const bits = groups.flatMap((group) =>
    Array.from({ length: 16 }, (_, bit) => (group >> (15 - bit)) & 1),
  );
  return bits.slice(0, Number(length) + (isIpv4 ? 96 : 0));
}

function ipv4Groups(address: string): number[] {
  const [a = 0, b = 0, c = 0, d = 0] = address.split(".").map(Number);
  return [a * 256 + b, c * 256 + d];
}

function expand(address: string): string[] {
  const [head = "", tail] = address.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<string>(zeros).fill("0"), ...after];
}

function insert(root: Node, bits: readonly number[], offset: number): void {
  let node = root;
  for (const [depth, bit] of bits.entries()) {
    const side = bit === 0 ? "left" : "right";
    if (depth === bits.length - 1) {
      node[side] = offset;
      return;
    }
    const child = node[side];
    const next: Node = typeof child === "object" ? child : { left: child, right: child };
    node[side] = next;
    node = next;
  }
}

function collect(node: Node, nodes: Node[]): void {
  nodes.push(node);
  for (const child of [node.left, node.right]) if (typeof child === "object") collect(child, nodes);
}

function pack(left: number, right: number, recordSize: 24 | 28 | 32): Buffer {
  const bytes = Buffer.alloc(recordSize / 4);
  if (recordSize === 32) {
    bytes.writeUInt32BE(left, 0);
    bytes.writeUInt32BE(right, 4);
  } else if (recordSize === 28) {
    bytes.writeUIntBE(left & 0xff_ffff, 0, 3);
    bytes[3] = ((left >>> 24) << 4) | (right >>> 24);
    bytes.writeUIntBE(right & 0xff_ffff, 4, 3);
  } else {
    bytes.writeUIntBE(left, 0, 3);
    bytes.writeUIntBE(right, 3, 3);
  }
  return bytes;
}

function encode(value: MmdbData): Buffer {
  if (typeof value === "string") {
    const text = Buffer.from(value, "utf8");
    return Buffer.concat([control(2, text.length), text]);
  }
  if (typeof value === "number") {
    const size = value < 65_536 ? 2 : 4;
    const bytes = Buffer.alloc(size);
    bytes.writeUIntBE(value, 0, size);
    return Buffer.concat([control(size === 2 ? 5 : 6, size), bytes]);
  }
  if (Array.isArray(value)) {
    return Buffer.concat([control(11, value.length), ...value.map((item) => encode(item))]);
  }
  const entries = Object.entries(value);
  const pairs = entries.flatMap(([key, item]) => [encode(key), encode(item as MmdbData)]);
  return Buffer.concat([control(7, entries.length), ...pairs]);
}

/** Sizes below 29 only. */
function control(type: number, size: number): Buffer {
  if (size > 28) throw new Error("this writer makes small values only");
  return type > 7 ? Buffer.from([size, type - 7]) : Buffer.from([(type << 5) | size]);
}
