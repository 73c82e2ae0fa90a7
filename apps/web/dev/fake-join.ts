/**
 * What the fake API says before the call, by the meeting's code. A fake join's id is its code and a
 * number, so that whoever asks again is told the same.
 */
type Json = Record<string, unknown>;

export interface Told {
  readonly status: number;
  readonly body?: Json;
}

const hour = 3_600_000;
const at = (offsetMs: number): string => new Date(Date.now() + offsetMs).toISOString();

const refusedIn = (place: string, more: Json): Json => ({
  because: "denied-place",
  place,
  limitPlace: place,
  sure: "sure",
  evidence: [{ kind: "records-agree" }, { kind: "paths-agree" }],
  ...more,
});

export const refusals: Readonly<
  Record<string, { readonly status: number; readonly refusal: Json }>
> = {
  "rul-rule-rul": {
    status: 403,
    refusal: refusedIn("DE", { decidedBy: "meeting", until: at(3 * hour) }),
  },
  "coh-coho-coh": {
    status: 403,
    refusal: refusedIn("DE", { decidedBy: "meeting", setBy: "co-host" }),
  },
  "org-orga-org": { status: 403, refusal: refusedIn("NL", { decidedBy: "account" }) },
  "srv-serv-srv": { status: 403, refusal: refusedIn("AQ", { decidedBy: "platform" }) },
  "ban-bann-ban": {
    status: 403,
    refusal: { decidedBy: "host", because: "banned", sure: "sure", evidence: [] },
  },
  "ord-ordr-ord": {
    status: 451,
    refusal: refusedIn("AQ", {
      decidedBy: "order",
      because: "ordered",
      until: at(30 * hour),
      authority: "District Court of Penguin Bay",
      law: "Assembly Act 1999, section 12",
      orderId: "7d9b6f0c-2a53-4d0f-9a53-1c0f6f5b2a10",
    }),
  },
};

const inFrance = { place: "FR", sure: "sure", evidence: [{ kind: "records-agree" }] };
/** The records say another place than light allows. */
const tooQuick = { sure: "cannot-tell", evidence: [{ kind: "too-quick", place: "NL" }] };

const waits: Readonly<Record<string, Json>> = {
  "lob-lobb-lob": { because: "lobby", ask: false, ...inFrance },
  "lck-lock-lck": { because: "locked", ask: false, ...inFrance },
  "ask-askk-ask": { because: "cannot-tell", ask: true, ...tooQuick },
  "bck-back-bck": { because: "sent-back", ask: false, ...inFrance },
  "udp-path-udp": { because: "media-path", ask: false, ...inFrance },
};

const limits = [
  {
    tier: "meeting",
    setBy: "co-host",
    rule: {
      deny: [{ kind: "place", code: "DE" }],
      allow: "everyone",
      onDoubt: "hold",
      matches: "probable",
      until: at(3 * hour),
    },
  },
];

/** As a door answers whoever brings a pass. */
const passes: Readonly<Record<string, Json>> = {
  "pas-pass-pas": { kind: "valid", name: "Carl Weiß", used: false },
  "lob-lobb-lob": { kind: "valid", name: "Carl Weiß", used: false },
  "rul-rule-rul": { kind: "gone" },
};

const seenAt = (held: Json | undefined): Json =>
  held === undefined
    ? { sure: "sure", evidence: [{ kind: "own-list" }] }
    : { sure: held["sure"], evidence: held["evidence"] };

/** Of these meetings the pages need a whole link. */
export const encryptionOf = (code: string): "end-to-end" | "off" =>
  ["enc-encr-enc", "unk-unkn-unk", "new-meet-ing"].includes(code) ? "end-to-end" : "off";

export function answerDoor(
  code: string,
  title: string,
  { ended, withPass }: { readonly ended: boolean; readonly withPass: boolean },
): Json {
  const refused = refusals[code]?.refusal;
  const held = waits[code];
  return {
    code,
    encryption: encryptionOf(code),
    ...(refused === undefined && held?.["because"] !== "cannot-tell" ? { title } : {}),
    ...(held?.["sure"] === "cannot-tell" ? {} : { place: refused?.["place"] ?? "FR" }),
    ...seenAt(held),
    ...(code === "lat-late-lat" ? { startsAt: at(26 * hour) } : {}),
    ended: code === "end-ende-end" || ended,
    ...(refused === undefined ? {} : { refusal: refused }),
    ...(held === undefined ? {} : { held }),
    ...(withPass ? { pass: passes[code] } : {}),
    limits: refused === undefined && code !== "one-only-one" ? limits : [],
  };
}

/** Undefined: let in. */
export function answerJoin(code: string, joinId: string): Told | undefined {
  const refused = refusals[code];
  if (refused !== undefined) {
    const { status, refusal } = refused;
    const type = "/problems/refused";
    return {
      status,
      body: { type, title: "refused", status, code: "refused", refusal, joinId, key: "k" },
    };
  }
  const held = waits[code];
  if (held === undefined) return undefined;
  const title = held["because"] === "cannot-tell" ? {} : { title: "Tea with the editors" };
  return { status: 202, body: { joinId, key: "k", held, ...title } };
}

/** The same join asked again; `stated`: the answer to where one is, which only makes one wait. */
export function answerWaiting(code: string, joinId: string, stated: unknown): Told | undefined {
  const told = answerJoin(code, joinId);
  if (stated === undefined || told?.status !== 202) return told;
  const held = { ...waits[code], ask: false };
  return { status: 202, body: { joinId, key: "k", held } };
}
