import { maxJoinRequestLength, parseJoinRequest } from "./join-request.ts";
import { isWellFormed, parseStrictJson } from "./strict-json.ts";
import { maxTokenLength } from "./token.ts";

/** A signalling request in canonical form: all that goes on to the engine, except the token. */
export interface SignalRequest {
  readonly path: "/rtc" | "/rtc/v1";
  /** The HTTP request by which clients learn why their WebSocket failed. */
  readonly validate: boolean;
  readonly token: string;
  readonly reconnect: boolean;
  /** Rebuilt from the parameters that the gate knows. */
  readonly query: string;
}

export type SignalOutcome =
  | { readonly kind: "signal"; readonly request: SignalRequest }
  /** Not one of the four paths, byte for byte. */
  | { readonly kind: "not-found" }
  | { readonly kind: "malformed"; readonly detail: string };

const paths: ReadonlyMap<
  string,
  { readonly path: SignalRequest["path"]; readonly validate: boolean }
> = new Map([
  ["/rtc", { path: "/rtc", validate: false }],
  ["/rtc/v1", { path: "/rtc/v1", validate: false }],
  ["/rtc/validate", { path: "/rtc", validate: true }],
  ["/rtc/v1/validate", { path: "/rtc/v1", validate: true }],
]);

/**
 * Parameters that go on to the engine. Others are dropped, so that a client newer than the gate
 * still gets in; none of these can change the room or the identity.
 */
const passed = new Set([
  "adaptive_stream",
  "auto_subscribe",
  "auto_subscribe_data_track",
  "browser",
  "browser_version",
  "client_protocol",
  "device_model",
  "disable_ice_lite",
  "network",
  "os",
  "os_version",
  "participant_sid",
  "protocol",
  "reconnect",
  "reconnect_reason",
  "sdk",
  "sid",
  "subscriber_allow_pause",
  "version",
]);

/** Parameters by which the engine would take another room or another identity than the token's. */
const forbidden = new Set(["room", "publish"]);

const maxValueLength = 256;
const maxParameters = 64;
const maxAttributesLength = 16_384;

const notFound: SignalOutcome = { kind: "not-found" };

/**
 * Reads a request target (raw, from the request line) and the values of its `Authorization`
 * headers. Exactly one token must be in either. `asked`: which paths to accept; all if left out.
 */
export function parseSignalTarget(
  target: string,
  authorization: readonly string[],
  asked?: "upgrade" | "question",
): SignalOutcome {
  const mark = target.indexOf("?");
  const found = paths.get(mark < 0 ? target : target.slice(0, mark));
  if (found === undefined) return notFound;
  if (asked !== undefined && found.validate !== (asked === "question")) return notFound;
  const parameters = readParameters(mark < 0 ? "" : target.slice(mark + 1));
  if (typeof parameters === "string") return malformed(parameters);
  const token = onlyToken(parameters.get("access_token"), authorization);
  if (token === undefined) return malformed("Send exactly one token.");
  return canonical(found, token, parameters);
}

function canonical(
  found: { readonly path: SignalRequest["path"]; readonly validate: boolean },
  token: string,
  parameters: ReadonlyMap<string, string>,
): SignalOutcome {
  for (const name of forbidden) {
    if (parameters.has(name)) return malformed(`The parameter ${name} isn't allowed here.`);
  }
  const joinRequest = parameters.get("join_request") ?? "";
  if (joinRequest !== "") {
    // The engine reads everything from the join request when there is one.
    const parsed = parseJoinRequest(joinRequest);
    if (parsed === undefined) return malformed("The parameter join_request can't be read.");
    const reconnect = parsed.reconnect || isTrue(parameters.get("reconnect"));
    const query = `join_request=${parsed.canonical}`;
    return { kind: "signal", request: { ...found, token, reconnect, query } };
  }
  if (found.path === "/rtc/v1") return malformed("The parameter join_request is missing.");
  const query = canonicalQuery(parameters);
  if (query === undefined) return malformed("A parameter is too long or can't be read.");
  const reconnect = isTrue(parameters.get("reconnect"));
  return { kind: "signal", request: { ...found, token, reconnect, query } };
}

function canonicalQuery(parameters: ReadonlyMap<string, string>): string | undefined {
  const written: string[] = [];
  for (const [name, value] of parameters) {
    if (!passed.has(name)) continue;
    if (value.length > maxValueLength) return undefined;
    written.push(`${name}=${encodeURIComponent(value)}`);
  }
  const attributes = parameters.get("attributes") ?? "";
  if (attributes !== "") {
    const parsed = canonicalAttributes(attributes);
    if (parsed === undefined) return undefined;
    written.push(`attributes=${parsed}`);
  }
  return written.join("&");
}

/** Exactly what the engine takes for true. */
function isTrue(value: string | undefined): boolean {
  return value === "1" || value === "true";
}

function malformed(detail: string): SignalOutcome {
  return { kind: "malformed", detail };
}

function onlyToken(
  inQuery: string | undefined,
  authorization: readonly string[],
): string | undefined {
  if (authorization.length === 0) return inQuery === "" ? undefined : inQuery;
  if (inQuery !== undefined || authorization.length > 1) return undefined;
  return /^Bearer ([^\s]+)$/i.exec(authorization[0] ?? "")?.[1];
}

/** Longest raw value of any parameter: a join request, its padding percent-encoded. */
const maxRawLength = Math.max(maxJoinRequestLength, maxTokenLength) + 64;

/** All parameters by name, or what is wrong with them. No name may be repeated. */
function readParameters(query: string): Map<string, string> | string {
  const parameters = new Map<string, string>();
  const pairs = query.split("&", maxParameters + 1).filter((pair) => pair !== "");
  if (pairs.length > maxParameters) return "There are too many parameters.";
  for (const pair of pairs) {
    const [name, value] = readParameter(pair);
    if (name === undefined || value === undefined) return "A parameter can't be read.";
    if (parameters.has(name)) return "A parameter is repeated.";
    parameters.set(name, value);
  }
  return parameters;
}

function readParameter(pair: string): [name: string | undefined, value: string | undefined] {
  const equals = pair.indexOf("=");
  if (equals < 0) return [decode(pair), ""];
  return [decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))];
}

/** Decodes application/x-www-form-urlencoded; undefined if it is not clean UTF-8 text. */
function decode(raw: string): string | undefined {
  if (raw.length > maxRawLength) return undefined;
  let text = raw;
  if (/[%+]/.test(raw)) {
    try {
      text = decodeURIComponent(raw.replaceAll("+", " "));
    } catch {
      return undefined;
    }
  }
  return isClean(text) ? text : undefined;
}

function isClean(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20 || unit === 0x7f) return false;
  }
  return isWellFormed(text);
}

/** `attributes` is base64url of a flat JSON object of strings; re-encoded. */
function canonicalAttributes(text: string): string | undefined {
  if (text.length > maxAttributesLength || !/^[A-Za-z0-9_-]+={0,2}$/.test(text)) return undefined;
  const value = parseStrictJson(Buffer.from(text, "base64url").toString("utf8"));
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  if (!Object.values(value).every((item) => typeof item === "string")) return undefined;
  const written = Buffer.from(JSON.stringify(value)).toString("base64");
  return written.replaceAll("+", "-").replaceAll("/", "_");
}

const enginePaths = new Set(["rtc", "whip", "agent", "twirp"]);

/** Whether any parser could take this target for one of the engine's paths. */
export function looksLikeEngine(target: string): boolean {
  if (target.startsWith("/rtc")) return true;
  let path = target.split(/[?#]/, 1)[0] ?? "";
  path = path.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, "");
  try {
    path = decodeURIComponent(path);
  } catch {}
  const first = path.split(/[/\\]+/).find((part) => part !== "" && part !== ".");
  return first !== undefined && enginePaths.has(first.toLowerCase());
}
