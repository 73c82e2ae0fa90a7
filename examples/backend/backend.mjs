// A backend that uses Graticule: signs tokens, sets a room's rule, takes webhooks. See ../README.md.
import { createHmac, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { AccessToken } from "livekit-server-sdk";

const {
  GRATICULE_URL,
  GRATICULE_KEY,
  GRATICULE_SECRET,
  WEBHOOK_SECRET,
  PORT = "9000",
} = process.env;
if (!GRATICULE_URL || !GRATICULE_KEY || !GRATICULE_SECRET) {
  throw new Error("Set GRATICULE_URL, GRATICULE_KEY and GRATICULE_SECRET; see examples/README.md");
}

/** What a client needs to join: the gate's address, and a token that names one room and one person. */
async function newToken({ room, name }) {
  const token = new AccessToken(GRATICULE_KEY, GRATICULE_SECRET, {
    identity: `${name}-${crypto.randomUUID()}`,
    name,
    ttl: "10m",
  });
  token.addGrant({ roomJoin: true, room, canPublish: true, canSubscribe: true });
  return { url: GRATICULE_URL.replace(/^http/, "ws"), token: await token.toJwt() };
}

/** Registers the room, the first time, and sets its rule. Answers what Graticule answered. */
async function setRule(room, rule) {
  const basic = Buffer.from(`${GRATICULE_KEY}:${GRATICULE_SECRET}`).toString("base64");
  const url = `${GRATICULE_URL}/api/rooms/${encodeURIComponent(room)}/rule`;
  const answer = await fetch(url, {
    method: "PUT",
    headers: { authorization: `Basic ${basic}`, "content-type": "application/json" },
    body: JSON.stringify(rule),
  });
  return { status: answer.status, body: await answer.json() };
}

/** Checks a webhook as docs/webhooks.md says, and answers what happened; undefined: forged or old. */
function readWebhook(headers, text) {
  const { "webhook-id": id, "webhook-timestamp": time, "webhook-signature": signatures } = headers;
  if (!WEBHOOK_SECRET || Math.abs(Date.now() / 1000 - Number(time)) > 300) return undefined;
  const key = Buffer.from(WEBHOOK_SECRET.replace("whsec_", ""), "base64");
  const expected = createHmac("sha256", key).update(`${id}.${time}.${text}`).digest();
  const isOurs = String(signatures)
    .split(" ")
    .filter((one) => one.startsWith("v1,"))
    .map((one) => Buffer.from(one.slice(3), "base64"))
    .some((one) => one.length === expected.length && timingSafeEqual(one, expected));
  return isOurs ? JSON.parse(text) : undefined;
}

const page = readFileSync(new URL("../livekit-js/index.html", import.meta.url));
const script = readFileSync(new URL("../livekit-js/main.js", import.meta.url));
const client = readFileSync(new URL(import.meta.resolve("livekit-client")));
const files = {
  "/": { type: "text/html; charset=utf-8", body: page },
  "/main.js": { type: "text/javascript", body: script },
  "/livekit-client.js": { type: "text/javascript", body: client },
};

async function answer(request) {
  const { pathname } = new URL(request.url, "http://backend");
  const text = await readBody(request);
  const rule = /^\/rooms\/([^/]+)\/rule$/.exec(pathname);
  if (request.method === "GET" && files[pathname]) return { status: 200, ...files[pathname] };
  if (request.method === "POST" && pathname === "/token")
    return json(200, await newToken(JSON.parse(text)));
  if (request.method === "PUT" && rule) {
    const { status, body } = await setRule(decodeURIComponent(rule[1]), JSON.parse(text));
    return json(status, body);
  }
  if (request.method === "POST" && pathname === "/webhooks") {
    const event = readWebhook(request.headers, text);
    if (event === undefined) return json(401, { error: "not signed by Graticule" });
    console.log(JSON.stringify({ webhook: event }));
    return json(200, {});
  }
  return json(404, { error: "nothing here" });
}

const json = (status, body) => ({ status, type: "application/json", body: JSON.stringify(body) });

async function readBody(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > 100_000) throw new Error("too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

const server = createServer(async (request, response) => {
  try {
    const { status, type, body } = await answer(request);
    response.writeHead(status, { "content-type": type }).end(body);
  } catch {
    response.writeHead(400).end();
  }
});
server.listen(Number(PORT), "127.0.0.1", () => {
  console.log(JSON.stringify({ listening: `http://127.0.0.1:${server.address().port}` }));
});
