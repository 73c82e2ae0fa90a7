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
    { config: "the settings of a start, and why a start fails" },
    {
      processes: "child processes, the data folder and its lock",
      outbound: "the one way out to addresses that users name",
      beacon: "by which paths a page's UDP packets come",
      mail: "letters and the way they leave",
      http: "the app, problems, limits by address, sessions as a port",
    },
    { db: "the database: schema, migrations, roles, changes, backup" },
    {
      media: "the media engine behind a port, its process and its tokens",
      rooms: "rooms and their limits in memory, read from the database",
    },
    {
      accounts: "accounts, their keys, what the instance seals",
      location: "location data: from an address to a fix",
      settings: "what an administrator chose for the whole service",
      "public-record": "how an act becomes an entry of the public log",
    },
    {
      keys: "API keys",
      presence: "who is here: seats, joins, suspects, contests",
      people: "sign-up, sign-in, sessions, leaving",
    },
    { decision: "the one question: who may come in and stay" },
    {
      gate: "the door of the media engine, for every connection",
      joining: "what a page calls to come in, and the stream that it hears by",
      enforcement: "makes decisions true for those inside",
    },
    { delivery: "messages of encrypted conversations, in order, unread" },
    { hosting: "what hosts decide: lobby, roles, passes, bans" },
    { rules: "rules in tiers, previews, certificates" },
    { meetings: "meetings, their times, how long they are kept" },
    {
      desk: "demands, orders, notices, appeals, appointments",
      webhooks: "what backends are told",
    },
    {
      ledger: "the public log: order, signing, files, texts taken down",
      safety: "abuse reports, and acts under the terms of service",
    },
    { transparency: "the public log counted and told" },
    { administration: "what an administrator and a monitor see and do" },
    { commands: "the command line" },
  ],
};

export const web: House = {
  root: "apps/web/src",
  floors: [
    { signals: "who hears of a change, and what is done after a while" },
    { i18n: "words in all languages, and how times and names are said" },
    { places: "the names of places, and how one is found by its name" },
    { api: "what a page asks of the service, and the event stream of a join" },
    {
      ui: "what every page is made of: its frame (`page`), forms (`form`), the theme",
    },
    {
      links: "links to meetings, and what this browser keeps of them",
      media: "cameras, microphones, and what is shown of them before a call",
      graticule: "places drawn as squares",
      report: "reports of abuse",
      process: "how the service answers authorities, and what it holds",
    },
    {
      rules: "rules written, previewed, and told in sentences",
      hosting: "who waits, and passes: what hosts see in the call and on their page",
      appeal: "an order, and appeals against it",
      transparency: "the public log counted, told and checked",
    },
    {
      join: "before a call and after it: the door, the lobby, refusals, the beacon",
      account: "signing in, one's account, its keys and rules",
    },
    {
      call: "the call: its connection, keys, stage, talk and panels",
      meetings: "meetings made and managed, their times, invitations",
      desk: "the desk's staff: requests, orders, appeals, the register",
    },
    {
      visit: "one visit to a meeting's link: the door, then the call",
      administration: "what an administrator and a monitor see and do",
    },
    { home: "the start page, and the set-up of the service" },
  ],
};

export const houses: readonly House[] = [server, web];
