import type { StoredRoom } from "@graticule/server/rooms/store";

/** A backend's room as stored: open, without rule, order or decisions about anyone. */
export const storedRoom: StoredRoom = {
  room: "r",
  accountId: "a",
  kind: "drop-in",
  meetingCode: null,
  title: null,
  startsAt: null,
  encryption: "off",
  nativeClients: false,
  mediaRegion: null,
  linkKey: null,
  hostHash: null,
  ended: false,
  endedUnderTerms: false,
  serviceSeats: "allowed",
  door: { entry: "open", locked: false, beacon: "wanted" },
  hostDecisions: [],
  ownRule: [],
  orders: [],
};

/** One of our own meetings, likewise. */
export const storedMeeting: StoredRoom = {
  ...storedRoom,
  kind: "meeting",
  meetingCode: "abc-defg-hij",
};
