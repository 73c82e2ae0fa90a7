// LiveKit's JS client as it is: only the URL is the gate's. See ../README.md.
import { DisconnectReason, Room, RoomEvent, Track } from "./livekit-client.js";

const form = document.querySelector("form");
const status = document.querySelector("[role=status]");
const say = (words) => {
  status.textContent = words;
};

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const wanted = Object.fromEntries(new FormData(form));
  const answer = await fetch("/token", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(wanted),
  });
  const { url, token } = await answer.json();
  const room = new Room();
  let told = "";
  // Why this participant is about to be removed: sent to it alone, just before.
  room.on(RoomEvent.DataReceived, (payload, _participant, _kind, topic) => {
    if (topic === "graticule") told = new TextDecoder().decode(payload);
  });
  room.on(RoomEvent.Disconnected, (reason) => {
    if (told !== "") say(`You were taken out: ${told}`);
    else if (reason === DisconnectReason.PARTICIPANT_REMOVED) say("You were taken out.");
    else say("You left.");
  });
  room.on(RoomEvent.TrackSubscribed, show);
  room.on(RoomEvent.LocalTrackPublished, ({ track }) => show(track));
  room.on(RoomEvent.TrackUnsubscribed, hide);
  try {
    await room.connect(url, token);
    say(`You are in ${wanted.room}.`);
  } catch (error) {
    say(`You can't join: ${await whyNot(url, token, error)}`);
    return;
  }
  await room.localParticipant.enableCameraAndMicrophone().catch(() => say("In, without a camera."));
});

/** The client hides why it was refused; the gate says it to whoever asks by HTTP. */
async function whyNot(url, token, error) {
  const validate = `${url.replace(/^ws/, "http")}/rtc/validate?access_token=${token}`;
  const answer = await fetch(validate).catch(() => undefined);
  if (answer === undefined || answer.ok) return error.message;
  const { title, refusal } = await answer.json();
  return `${title} (${answer.status}${refusal?.because ? `, ${refusal.because}` : ""})`;
}

function show(track) {
  const element = track.attach();
  if (track.kind === Track.Kind.Video) document.querySelector("#videos").append(element);
}

function hide(track) {
  for (const element of track.detach()) element.remove();
}
