import { isIPv4, SocketAddress } from "node:net";
import { crc32c } from "@graticule/server/http/proxy-header";

/** Headers of the PROXY protocol, as balancers send them. */

const target = { ipv4: "192.0.2.1", ipv6: "2001:db8::1" } as const;
const signature = Buffer.from("0d0a0d0a000d0a515549540a", "hex");

/** Version 1. */
export function proxyLine(source: string): Buffer {
  const words = isIPv4(source) ? ["TCP4", source, target.ipv4] : ["TCP6", source, target.ipv6];
  return Buffer.from(`PROXY ${words.join(" ")} 4711 443\r\n`);
}

/** Version 2 with any content: `command` with the version, `family` with the transport. */
export function rawBlock(command: number, family: number, content: Uint8Array): Buffer {
  const head = Buffer.from([command, family, 0, 0]);
  head.writeUInt16BE(content.length, 2);
  return Buffer.concat([signature, head, content]);
}

/** Version 2, for a client. `extras`: see {@link extra}. */
export function proxyBlock(source: string, ...extras: readonly Buffer[]): Buffer {
  const is4 = isIPv4(source);
  const addresses = [source, is4 ? target.ipv4 : target.ipv6].map(addressBytes);
  const ports = Buffer.from([0x12, 0x67, 0x01, 0xbb]);
  return rawBlock(0x21, is4 ? 0x11 : 0x21, Buffer.concat([...addresses, ports, ...extras]));
}

/** Version 2, for a connection of the balancer's own. */
export const localBlock = rawBlock(0x20, 0, Buffer.alloc(0));

/** One of the values behind the addresses. */
export function extra(kind: number, value: Uint8Array): Buffer {
  const head = Buffer.from([kind, 0, 0]);
  head.writeUInt16BE(value.length, 1);
  return Buffer.concat([head, value]);
}

/** With its checksum as the last value. */
export function checkedBlock(source: string, ...extras: readonly Buffer[]): Buffer {
  const block = proxyBlock(source, ...extras, extra(3, Buffer.alloc(4)));
  block.writeUInt32BE(crc32c(block), block.length - 4);
  return block;
}

function addressBytes(text: string): Buffer {
  if (isIPv4(text)) return Buffer.from(text.split(".").map(Number));
  // `::` stands for as many groups as are missing.
  const [left = "", right] = withGroups(text).split("::");
  const groupsOf = (part: string) => part.split(":").filter(Boolean);
  const [first, last] = [groupsOf(left), groupsOf(right ?? "")];
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => "0");
  const bytes = Buffer.alloc(16);
  for (const [at, group] of [...first, ...zeros, ...last].entries()) {
    bytes.writeUInt16BE(Number.parseInt(group, 16), 2 * at);
  }
  return bytes;
}

/** `::ffff:192.0.2.1` as `::ffff:c000:201`. */
function withGroups(text: string): string {
  const tail = /[\d.]+$/.exec(text)?.[0] ?? "";
  if (!isIPv4(tail)) return text;
  const bytes = addressBytes(tail);
  const groups = [bytes.readUInt16BE(0), bytes.readUInt16BE(2)].map((one) => one.toString(16));
  return text.slice(0, -tail.length) + groups.join(":");
}

/** The spelling that the service knows an address by. */
export function canonicalText(address: string): string {
  if (isIPv4(address)) return address;
  const text = new SocketAddress({ address, family: "ipv6" }).address;
  return text.replace(/^::ffff:(?=\d+\.)/, "");
}
