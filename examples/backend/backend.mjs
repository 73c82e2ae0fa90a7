// An Express backend that uses Graticule: signs tokens, sets a room's rule, takes webhooks. See ../README.md.
import { createHmac, timingSafeEqual } from "node:crypto";
import { fileURLToPath } from "node:url";
import express from "express";
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

const app = express();
// Webhooks are signed as they were sent: their bodies stay text until they are checked.
app.use("/webhooks", express.text({ type: "application/json", limit: "100kb" }));
app.use(express.json({ limit: "100kb" }));

app.get("/livekit-client.js", (_request, response) => {
  response.sendFile(fileURLToPath(import.meta.resolve("livekit-client")));
});
app.use(express.static(fileURLToPath(new URL("../livekit-js", import.meta.url))));

app.post("/token", async (request, response) => {
  response.json(await newToken(request.body));
});

app.put("/rooms/:room/rule", async (request, response) => {
  const { status, body } = await setRule(request.params.room, request.body);
  response.status(status).json(body);
});

app.post("/webhooks", (request, response) => {
  const event = readWebhook(request.headers, request.body);
  if (event === undefined) {
    response.status(401).json({ error: "not signed by Graticule" });
    return;
  }
  console.log(JSON.stringify({ webhook: event }));
  response.json({});
});

const server = app.listen(Number(PORT), "127.0.0.1", () => {
  console.log(JSON.stringify({ listening: `http://127.0.0.1:${server.address().port}` }));
});
