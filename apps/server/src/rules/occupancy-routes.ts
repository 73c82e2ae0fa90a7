import { room, roomName, roomRegistered } from "@graticule/api/rooms";
import { z } from "zod";
import type { Occupants } from "../decision/occupants.ts";
import { type App, routesFor } from "../http/routing.ts";
import type { OwnedRooms } from "../keys/owned-rooms.ts";
import type { MediaEngine } from "../media/media-engine.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";

export interface RoomRouteParts {
  readonly rooms: OwnedRooms;
  readonly directory: RoomDirectory;
  readonly occupants: Occupants;
  readonly mediaEngine: MediaEngine;
}

const tags = ["rooms"];
const params = z.object({ room: roomName });

/** Drop-in rooms over the API with a key. */
export function registerRoomRoutes(app: App, parts: RoomRouteParts): void {
  const { rooms, directory, occupants, mediaEngine } = parts;
  const writing = routesFor(app, "backend", tags, (request) =>
    rooms.accountOf(request, "rules:write"),
  );
  const reading = routesFor(app, "backend", tags, (request) =>
    rooms.accountOf(request, "rooms:read"),
  );

  writing.post(
    "/api/rooms/:room",
    {
      params,
      summary: "Register a room for this account (201; 200 if it was already yours)",
      response: { 200: roomRegistered, 201: roomRegistered },
    },
    async (request, reply) => {
      const name = request.params.room;
      const isNew = directory.find(name) === undefined;
      await rooms.register(name, request.who);
      return reply.code(isNew ? 201 : 200).send({ room: name });
    },
  );

  reading.get(
    "/api/rooms/:room",
    {
      params,
      summary: "See how many people are inside, by place, in bands",
      response: { 200: room },
    },
    async (request, reply) => {
      const name = request.params.room;
      const policy = await rooms.owned(name, request.who);
      const seats = await mediaEngine.listSeats(name);
      const services = seats?.filter((seat) => seat.kind === "service").length;
      return reply.send({
        room: name,
        ...occupants.counts(name),
        serviceSeats: {
          policy: policy.serviceSeats,
          ...(services === undefined ? {} : { inside: services }),
        },
      });
    },
  );
}
