import type { OutgoingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";
import {
  type Answered,
  type ApiService,
  type ServiceOfTests,
  startApiService,
} from "./api-service.ts";
import { startTestDatabase, type TestDatabase } from "./harness.ts";
import { followJoin, type JoinPage } from "./join-page.ts";
import type { Browser } from "./people-service.ts";
import { sitDown } from "./sit-down.ts";

/** Loopback addresses in these tests' geofeed, and one that no source knows. */
export const home = {
  france: "127.1.0.1",
  paris: "127.1.0.2",
  china: "127.2.0.1",
  nowhere: "127.3.0.1",
} as const;

/** Someone who joined: the answer, and their page. */
export interface Visitor {
  readonly answer: Answered;
  readonly joinId: string;
  readonly key: string;
  /** Empty until they are let in. */
  readonly identity: string;
  readonly page: JoinPage;
  readonly address: string;
  enter(body?: object): Promise<Answered>;
  knock(said?: object): Promise<Answered>;
  /** Contests an order: "I am not there". */
  contest(body?: object): Promise<Answered>;
  leave(): Promise<Answered>;
  /** Their credentials as someone inside. */
  readonly auth: OutgoingHttpHeaders;
}

export interface TestMeeting {
  readonly code: string;
  readonly room: string;
  readonly bearer: OutgoingHttpHeaders;
}

/** The server with people in it, seated by fakes at the gate. */
export interface MeetingService extends ApiService {
  /** Joins and opens the event stream. */
  comes(meeting: TestMeeting, name: string, how?: Coming): Promise<Visitor>;
  /** Joins and takes a seat. */
  sits(meeting: TestMeeting, name: string, how?: Coming): Promise<Visitor>;
  /** The same join's page after a reload. */
  follows(visitor: Visitor): Promise<JoinPage>;
  /** Takes a seat, as a connection through the gate does. */
  seat(room: string, identity: string, address: string): void;
  act(meeting: TestMeeting, act: object, headers?: OutgoingHttpHeaders): Promise<number>;
}

export interface Coming {
  readonly from?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly pass?: string;
}

/** A meeting that this person makes, as their page does. @param how more than its title */
export async function newMeetingOf(
  { deps }: Pick<MeetingService, "deps">,
  host: Pick<Browser, "ask">,
  how: object = {},
): Promise<TestMeeting> {
  const made = await host.ask("POST", "/api/meetings", { title: "Talk", ...how });
  const { code, manageUrl } = made.json;
  const room = deps.directory.findMeeting(code)?.policy.room ?? "";
  return { code, room, bearer: { authorization: `Bearer ${String(manageUrl).split("#")[1]}` } };
}

export async function startMeetingService(
  testDatabase: TestDatabase,
  parts: ServiceOfTests = {},
): Promise<MeetingService> {
  const service = await startApiService(testDatabase, parts);
  await service.app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = service.app.server.address() as AddressInfo;
  const pages: JoinPage[] = [];

  const comes = async (meeting: TestMeeting, name: string, how: Coming = {}) => {
    const address = how.from ?? home.france;
    const answer = await service.ask("POST", `/api/meetings/${meeting.code}/joins`, {
      from: address,
      ...(how.headers === undefined ? {} : { headers: how.headers }),
      body: { name, ...(how.pass === undefined ? {} : { pass: how.pass }) },
    });
    const { joinId = "", key = "", identity = "" } = answer.json;
    const page = await followJoin(port, { joinId, key }, address);
    pages.push(page);
    const post = (what: string, body?: object) =>
      service.ask("POST", `/api/joins/${joinId}/${what}`, {
        from: address,
        headers: { authorization: `Bearer ${key}` },
        ...(body === undefined ? {} : { body }),
      });
    return {
      answer,
      joinId,
      key,
      identity,
      page,
      address,
      enter: (body: object = {}) => post("enter", body),
      knock: (said: object = {}) => post("knock", said),
      contest: (body: object = {}) => post("contest", body),
      leave: () => post("leave"),
      auth: { authorization: `Join ${joinId}.${key}` },
    };
  };

  const seat = (room: string, identity: string, address: string): void =>
    sitDown(service.deps.presence.seats, { room, identity, address });

  return {
    ...service,
    comes,
    seat,
    async follows(visitor) {
      const page = await followJoin(port, visitor, visitor.address);
      pages.push(page);
      return page;
    },
    async sits(meeting, name, how) {
      const visitor = await comes(meeting, name, how);
      seat(meeting.room, visitor.identity, visitor.address);
      return visitor;
    },
    async act(meeting, body, headers = meeting.bearer) {
      const path = `/api/meetings/${meeting.code}/hosting/acts`;
      return (await service.ask("POST", path, { headers, body })).status;
    },
    async stop() {
      for (const page of pages) page.close();
      await service.stop();
    },
  };
}

/** Shared by a file's tests: there once {@link meetingServiceOfTests} was called and they run. */
export let database: TestDatabase;
export let service: MeetingService;

/** Starts a server with its own database for a file's tests, and stops both after them. */
export function meetingServiceOfTests(parts: ServiceOfTests = {}): void {
  beforeAll(async () => {
    database = await startTestDatabase();
    service = await startMeetingService(database, parts);
  });
  afterAll(async () => {
    await service?.stop();
    await database?.stop();
  });
}
