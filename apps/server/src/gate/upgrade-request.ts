/**
 * The headers of an upgrade request that the gate uses. All others are dropped, also offered
 * extensions: what a compressed message grows to at the engine could not be bounded here.
 */
export interface UpgradeHeaders {
  readonly key: string;
  readonly userAgent: string | undefined;
}

/** How each header that the gate reads must look. None may be repeated. */
const shapes: ReadonlyMap<string, RegExp> = new Map([
  ["host", /./],
  ["upgrade", /^websocket$/i],
  ["sec-websocket-version", /^13$/],
  ["sec-websocket-key", /^[A-Za-z0-9+/]{22}==$/],
  ["content-length", /^0$/],
  ["transfer-encoding", /^(?!)/],
]);
const needed = ["host", "upgrade", "sec-websocket-version", "sec-websocket-key"];

/**
 * Reads an upgrade request's headers from the raw list, in which nothing was merged or dropped.
 * Undefined for anything but a plain WebSocket handshake (RFC 6455 section 4.1) without a body.
 */
export function readUpgradeHeaders(raw: readonly string[]): UpgradeHeaders | undefined {
  const found = new Map<string, string>();
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = (raw[at] ?? "").toLowerCase();
    const value = raw[at + 1] ?? "";
    const shape = shapes.get(name);
    if (shape === undefined) continue;
    if (found.has(name) || !shape.test(value)) return undefined;
    found.set(name, value);
  }
  if (!needed.every((name) => found.has(name))) return undefined;
  return {
    key: found.get("sec-websocket-key") ?? "",
    userAgent: matching(valuesIn(raw, "user-agent"), /^[\x20-\x7e]{1,512}$/),
  };
}

/** All values of a header. `name` in lower case. */
export function valuesIn(raw: readonly string[], name: string): string[] {
  const values: string[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const given = raw[at] ?? "";
    if (given.length === name.length && given.toLowerCase() === name)
      values.push(raw[at + 1] ?? "");
  }
  return values;
}

function matching(values: readonly string[], shape: RegExp): string | undefined {
  const value = values.join(", ");
  return shape.test(value) ? value : undefined;
}
