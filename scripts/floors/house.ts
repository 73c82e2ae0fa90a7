/**
 * The rooms of one program, from the ground up. INVARIANT: a file may import, values and types
 * alike, only from its own room and from rooms on lower floors. Files in no room are the roof.
 */
export interface House {
  /** Relative to the repository's root. */
  readonly root: string;
  /** Folders that keep one thing, see ARCHITECTURE.md, with a few words on what they hold. */
  readonly floors: readonly Readonly<Record<string, string>>[];
}

export const server: House = {
  root: "apps/server/src",
  floors: [
    { config: "settings at start, and why a start fails" },
    {
      processes: "child processes, the data folder and its lock",
      outbound: "the one way out to addresses that users name",
      beacon: "the paths that a page's UDP packets take",
      mail: "letters, and how they are sent",
      http: "the app, problem responses, limits per address, sessions as a port",
    },
    { db: "the database: schema, migrations, roles, changes, backup" },
    { cluster: "several instances: who lives, who owns a room, what is forwarded" },
    {
      media: "the media engine behind a port, its process and its tokens",
      rooms: "rooms and their limits in memory, read from the database",
    },
    {
      accounts: "accounts, their keys, what the instance seals",
      location: "location data: from an address to a fix",
      jobs: "what is tried again until it is done, kept over a restart",
      settings: "what an administrator chose for the whole service",
      "public-record": "how an act becomes an entry of the public log",
    },
    {
      keys: "API keys",
      presence: "who is here: seats, joins, suspects, contests",
      people: "sign-up, sign-in, sessions, leaving",
    },
    { decision: "the one question: who may join and stay" },
    {
      gate: "the media engine's door, for every connection",
      joining: "what a page calls to join, and the stream it listens to",
      enforcement: "makes decisions true for people inside",
    },
    { delivery: "encrypted conversations' messages, in order, unread" },
    { hosting: "what hosts decide: lobby, roles, passes, removals" },
    { rules: "rules in tiers, previews, access records" },
    { meetings: "meetings, their times, how long they are kept" },
    {
      desk: "requests, orders, notices, appeals, appointments",
      webhooks: "events for backends",
    },
    {
      ledger: "the public log: order, signing, files, removed texts",
      safety: "abuse reports and terms-of-service actions",
    },
    { transparency: "the public log, counted and shown" },
    { administration: "what an administrator and a monitor see and do" },
    { commands: "the command line" },
  ],
};

export const web: House = {
  root: "apps/web/src",
  floors: [
    {
      signals: "listeners to changes, and delayed tasks",
      storage: "what the browser keeps for pages, or a stand-in where it may not",
    },
    { i18n: "texts in all languages, and how times and names are written" },
    { places: "place names, and the search for them" },
    { api: "what a page asks of the service, and a join's event stream" },
    {
      ui: "what every page is made of: its frame (`page`), forms (`form`), the theme",
    },
    {
      links: "links to meetings, and what this browser keeps of them",
      media: "cameras, microphones, and their preview before a call",
      graticule: "places drawn as squares",
      report: "reports of abuse",
      process: "how the service handles government requests, and what it stores",
    },
    {
      rules: "rules: writing, previewing, putting them into sentences",
      hosting: "who waits, and passes: what hosts see in the call and on the Manage page",
      appeal: "an order, and appeals against it",
      transparency: "the public log, counted, shown and checked",
    },
    {
      join: "before and after a call: the door, the lobby, refusals, the beacon",
      account: "signing in, an account, its keys and rules",
    },
    {
      call: "the call: its connection, keys, stage, talk and panels",
      meetings: "creating and managing meetings, their times, invitations",
      desk: "the desk: requests, orders, appeals, the register",
    },
    {
      visit: "one visit to a meeting's link: the door, then the call",
      administration: "what an administrator and a monitor see and do",
    },
    { home: "the start page, and set-up" },
  ],
};

export const houses: readonly House[] = [server, web];
