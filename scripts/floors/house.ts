/** A folder that keeps one thing; see ARCHITECTURE.md. */
export interface Room {
  readonly name: string;
  readonly holds: string;
}

/**
 * The rooms of one program, from the ground up. INVARIANT: a file may import, values and types alike, from
 * its own room and from rooms on floors below; not from its own floor. Files in no room are the roof.
 */
export interface House {
  /** From the repository's root. */
  readonly root: string;
  readonly floors: readonly (readonly Room[])[];
}

export const server: House = {
  root: "apps/server/src",
  floors: [
    [{ name: "config", holds: "the settings of a start, and why a start fails" }],
    [
      { name: "processes", holds: "child processes, the data folder and its lock" },
      { name: "outbound", holds: "the one way out to addresses that users name" },
      { name: "beacon", holds: "by which paths a page's UDP packets come" },
      { name: "mail", holds: "letters and the way they leave" },
      { name: "http", holds: "the app, problems, limits by address, sessions as a port" },
    ],
    [{ name: "db", holds: "the database: schema, migrations, roles, changes, backup" }],
    [
      { name: "media", holds: "the media engine behind a port, its process and its tokens" },
      { name: "rooms", holds: "rooms and their limits in memory, read from the database" },
    ],
    [
      { name: "accounts", holds: "accounts, their keys, what the instance seals" },
      { name: "location", holds: "location data: from an address to a fix" },
      { name: "settings", holds: "what an administrator chose for the whole service" },
      { name: "public-record", holds: "how an act becomes an entry of the public log" },
    ],
    [
      { name: "keys", holds: "API keys" },
      { name: "presence", holds: "who is here: seats, joins, suspects, contests" },
      { name: "people", holds: "sign-up, sign-in, sessions, leaving" },
    ],
    [{ name: "decision", holds: "the one question: who may come in and stay" }],
    [
      { name: "gate", holds: "the door of the media engine, for every connection" },
      { name: "joining", holds: "what a page calls to come in, and the stream that it hears by" },
      { name: "enforcement", holds: "makes decisions true for those inside" },
    ],
    [{ name: "delivery", holds: "messages of encrypted conversations, in order, unread" }],
    [{ name: "hosting", holds: "what hosts decide: lobby, roles, passes, bans" }],
    [{ name: "rules", holds: "rules in tiers, previews, certificates" }],
    [{ name: "meetings", holds: "meetings, their times, how long they are kept" }],
    [
      { name: "desk", holds: "demands, orders, notices, appeals, appointments" },
      { name: "webhooks", holds: "what backends are told" },
    ],
    [
      { name: "ledger", holds: "the public log: order, signing, files, texts taken down" },
      { name: "safety", holds: "abuse reports, and acts under the terms of service" },
    ],
    [{ name: "transparency", holds: "the public log counted and told" }],
    [{ name: "administration", holds: "what an administrator and a monitor see and do" }],
    [{ name: "commands", holds: "the command line" }],
  ],
};

export const web: House = {
  root: "apps/web/src",
  floors: [
    [{ name: "signals", holds: "who hears of a change, and what is done after a while" }],
    [{ name: "i18n", holds: "words in all languages, and how times and names are said" }],
    [{ name: "places", holds: "the names of places, and how one is found by its name" }],
    [{ name: "api", holds: "what a page asks of the service, and the event stream of a join" }],
    [
      {
        name: "ui",
        holds: "what every page is made of: its frame (`page`), forms (`form`), the theme",
      },
    ],
    [
      { name: "links", holds: "links to meetings, and what this browser keeps of them" },
      { name: "media", holds: "cameras, microphones, and what is shown of them before a call" },
      { name: "graticule", holds: "places drawn as squares" },
      { name: "report", holds: "reports of abuse" },
      { name: "process", holds: "how the service answers authorities, and what it holds" },
    ],
    [
      { name: "rules", holds: "rules written, previewed, and told in sentences" },
      {
        name: "hosting",
        holds: "who waits, and passes: what hosts see in the call and on their page",
      },
      { name: "appeal", holds: "an order, and appeals against it" },
      { name: "transparency", holds: "the public log counted, told and checked" },
    ],
    [
      {
        name: "join",
        holds: "before a call and after it: the door, the lobby, refusals, the beacon",
      },
      { name: "account", holds: "signing in, one's account, its keys and rules" },
    ],
    [
      { name: "call", holds: "the call: its connection, keys, stage, talk and panels" },
      { name: "meetings", holds: "meetings made and managed, their times, invitations" },
      { name: "desk", holds: "the desk's staff: requests, orders, appeals, the register" },
    ],
    [
      { name: "visit", holds: "one visit to a meeting's link: the door, then the call" },
      { name: "administration", holds: "what an administrator and a monitor see and do" },
    ],
    [{ name: "home", holds: "the start page, and the set-up of the service" }],
  ],
};

export const houses: readonly House[] = [server, web];
