// Joins a room with LiveKit's client for Node, and prints what happens: one JSON object a line.
// node examples/rtc-node/join.mjs http://127.0.0.1:9000 ROOM [NAME]
import { dispose, Room, RoomEvent } from "@livekit/rtc-node";

const [backend, roomName, name = "robot"] = process.argv.slice(2);
if (!backend || !roomName) throw new Error("Usage: node join.mjs BACKEND ROOM [NAME]");

const tell = (news) => console.log(JSON.stringify(news));

const answer = await fetch(`${backend}/token`, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ room: roomName, name }),
});
const { url, token } = await answer.json();

const room = new Room();
room.on(RoomEvent.ParticipantConnected, ({ identity }) => tell({ came: identity }));
room.on(RoomEvent.ParticipantDisconnected, ({ identity }) => tell({ left: identity }));
// Why this participant is about to be removed: sent to it alone, just before.
room.on(RoomEvent.DataReceived, (payload, _participant, _kind, topic) => {
  if (topic === "graticule") tell({ told: JSON.parse(new TextDecoder().decode(payload)) });
});
const gone = new Promise((resolve) => room.on(RoomEvent.Disconnected, resolve));

process.once("SIGTERM", () => room.disconnect());
try {
  await room.connect(url, token, { autoSubscribe: true, dynacast: false });
  tell({ joined: room.localParticipant.identity });
  await gone;
  tell({ gone: true });
} catch (error) {
  // 403: a rule keeps this place out; 451: a government's order. The body says why.
  tell({ refused: String(error.message ?? error) });
  process.exitCode = 1;
}
await dispose();
