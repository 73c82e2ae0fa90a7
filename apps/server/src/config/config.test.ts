import { expect, test } from "vitest";
import { type Config, readConfig } from "./config.ts";

function configOf(variables: Record<string, string>): { config: Config; notes: readonly string[] } {
  const result = readConfig(variables);
  if (result.kind === "problems") throw new Error(JSON.stringify(result.problems));
  return result;
}

function problemsOf(variables: Record<string, string>): readonly string[] {
  const result = readConfig(variables);
  return result.kind === "problems" ? result.problems.map((one) => one.name).toSorted() : [];
}

test("with nothing set there is loopback, a bundled database and engine, and no notes", () => {
  const { config, notes } = configOf({});
  expect(config.host).toBe("127.0.0.1");
  expect(config.database).toBeUndefined();
  expect(config.engine.kind).toBe("embedded");
  expect(config.mediaAddress).toBeUndefined();
  expect(config.beaconAddresses).toEqual([]);
  expect(config.trustedProxies).toEqual([]);
  expect(config.balancers).toEqual([]);
  expect(notes).toEqual([]);
});

test("an empty variable counts as unset", () => {
  expect(configOf({ PORT: "", DATABASE_URL: "", LIVEKIT_URL: "" })).toEqual(configOf({}));
});

test("every wrong variable is named at once, and no value is repeated", () => {
  const variables = {
    PORT: "70000",
    HOST: "somewhere",
    PUBLIC_URL: "meet.example.org",
    DATABASE_URL: "mysql://me:hunter2@there/x",
    TRUSTED_PROXIES: "10.0.0.0/8,everybody",
    MEDIA_ADDRESS: "example.org",
    SMTP_URL: "https://user:hunter2@mail.example.org",
    MAIL_FROM: "nobody",
    TLS_CERT: "/nowhere/cert.pem",
    LOCATION_SOURCES: "/nowhere/sources.json",
    GEO_UPDATE_HOURS: "-1",
    BEACON_COORDINATES: "48.85",
    OUTBOUND_ALLOW: "10.0.0.1/8",
    ROOMS_PER_ACCOUNT: "many",
    METRICS_TOKEN: "hunter2",
    METRICS_OPEN_TO_THIS_MACHINE: "yes",
    LOG_LEVEL: "loud",
  };
  expect(problemsOf(variables)).toEqual(Object.keys(variables).toSorted());
  expect(JSON.stringify(readConfig(variables))).not.toContain("hunter2");
});

test("an external engine needs its address, key and secret together", () => {
  expect(problemsOf({ LIVEKIT_URL: "ws://engine:7880" })).toEqual([
    "LIVEKIT_KEY",
    "LIVEKIT_SECRET",
  ]);
  const { config } = configOf({
    LIVEKIT_URL: "wss://engine:7880",
    LIVEKIT_API_KEY: "key",
    LIVEKIT_API_SECRET: "secret",
  });
  expect(config.engine).toEqual({
    kind: "external",
    url: "https://engine:7880",
    key: "key",
    secret: "secret",
  });
});

test("a list of engines is for a cluster, and takes the place of one engine", () => {
  const MEDIA_ENGINES = import.meta.filename;
  expect(problemsOf({ MEDIA_ENGINES })).toEqual(["MEDIA_ENGINES"]);
  const one = { LIVEKIT_URL: "ws://engine:7880", LIVEKIT_KEY: "key", LIVEKIT_SECRET: "secret" };
  expect(problemsOf({ MEDIA_ENGINES, CLUSTER: "1", ...one })).toContain("MEDIA_ENGINES");
  expect(problemsOf({ MEDIA_ENGINES, CLUSTER: "1" })).not.toContain("MEDIA_ENGINES");
  expect(problemsOf({ MEDIA_ENGINES: "/nowhere/engines.json" })).toEqual(["MEDIA_ENGINES"]);
});

test("an external database needs two roles: the service's and the owner's", () => {
  const [url, ownerUrl] = ["postgres://service:a@db/meet", "postgres://owner:b@db/meet"];
  expect(problemsOf({ DATABASE_URL: url })).toEqual(["DATABASE_OWNER_URL"]);
  expect(problemsOf({ DATABASE_OWNER_URL: ownerUrl })).toEqual(["DATABASE_URL"]);
  const { config } = configOf({ DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl });
  expect(config.database).toEqual({ url, ownerUrl });
});

test("a certificate without a key is reported", () => {
  expect(problemsOf({ TLS_CERT: import.meta.filename })).toEqual(["TLS_KEY"]);
});

test("the public address is an origin", () => {
  expect(configOf({ PUBLIC_URL: "https://meet.example.org/" }).config.publicUrl).toBe(
    "https://meet.example.org",
  );
  expect(problemsOf({ PUBLIC_URL: "https://example.org/meet" })).toEqual(["PUBLIC_URL"]);
});

test("proxies and balancers are lists of addresses and networks of both families", () => {
  const list = ["10.0.0.0/8", "192.0.2.1", "2001:db8::/32", "::1", "::ffff:10.0.0.0/104"];
  expect(configOf({ TRUSTED_PROXIES: list.join(", ") }).config.trustedProxies).toEqual(list);
  expect(configOf({ PROXY_PROTOCOL: list.join(", ") }).config.balancers).toEqual(list);
  for (const wrong of [
    "10.0.0.0/33",
    "10.0.0.0/",
    "2001:db8::/129",
    "10.0.0.0/8/8",
    "::ffff:10.0.0.0/90",
    "fe80::1%1",
    "fe80::%1/64",
  ]) {
    expect(problemsOf({ TRUSTED_PROXIES: wrong })).toEqual(["TRUSTED_PROXIES"]);
    expect(problemsOf({ PROXY_PROTOCOL: wrong })).toEqual(["PROXY_PROTOCOL"]);
  }
});

test("on a LAN address without TLS, a note says why a camera won't work there", () => {
  const notes = configOf({ HOST: "192.0.2.7" }).notes.join(" ");
  expect(notes).toContain("Camera");
  expect(notes).toContain("TLS_CERT");
  const behindProxy = configOf({ HOST: "192.0.2.7", PUBLIC_URL: "https://meet.example.org" });
  expect(behindProxy.notes).toEqual([]);
});

test("media is offered on the address where the page is served", () => {
  expect(configOf({ HOST: "192.0.2.7" }).config.mediaAddress).toBe("192.0.2.7");
  expect(configOf({ HOST: "192.0.2.7" }).config.beaconAddresses).toEqual(["192.0.2.7"]);
  const everywhere = configOf({ HOST: "0.0.0.0", PUBLIC_URL: "https://meet.example.org" });
  expect(everywhere.config.mediaAddress).toBeUndefined();
  expect(everywhere.notes.join(" ")).toContain("MEDIA_ADDRESS");
});

test("mail goes out by SMTP only when a server is named", () => {
  expect(configOf({}).config.mail).toBeUndefined();
  const url = "smtps://user:secret@mail.example.org:465";
  expect(configOf({ SMTP_URL: url }).config.mail).toEqual({ url, from: undefined });
  const from = "meet@example.org";
  expect(configOf({ SMTP_URL: url, MAIL_FROM: from }).config.mail?.from).toBe(from);
});

test("coordinates are latitude and longitude in decimal degrees", () => {
  const read = (text: string) => configOf({ BEACON_COORDINATES: text }).config.beaconCoordinates;
  expect(read("48.85,2.35")).toEqual({ latitude: 48.85, longitude: 2.35 });
  expect(read("-33.9, -151.2")).toEqual({ latitude: -33.9, longitude: -151.2 });
  for (const wrong of ["91,0", "0,181", "48°51′N 2°21′E", "1e1,2", "48.85,2.35,0", ","]) {
    expect(problemsOf({ BEACON_COORDINATES: wrong })).toEqual(["BEACON_COORDINATES"]);
  }
});

test("the beacon has its own addresses where they are named, or none at all", () => {
  const both = configOf({ HOST: "192.0.2.7", BEACON_ADDRESSES: "192.0.2.8, 2001:db8::8" }).config;
  expect(both.beaconAddresses).toEqual(["192.0.2.8", "2001:db8::8"]);
  expect(configOf({ HOST: "192.0.2.7", BEACON_ADDRESSES: "off" }).config.beaconAddresses).toEqual(
    [],
  );
  expect(readConfig({ BEACON_ADDRESSES: "meet.example.org" }).kind).toBe("problems");
});
