import { setTimeout as delay } from "node:timers/promises";
import { askFrom, type Told } from "../ask-from.ts";
import type { ClusterWorld, Instance } from "../cluster-of-programs.ts";
import { administrator } from "../harness.ts";
import { followJoin, type JoinPage } from "../join-page.ts";
import { newQuery, RawClient } from "../raw-client.ts";
import { Certainty } from "./certainty.ts";
import { type Member, pick, type Random, type Standing } from "./crowd.ts";
import { patiently } from "./patiently.ts";

export interface HostParts {
  readonly world: ClusterWorld;
  readonly instances: () => readonly Instance[];
  readonly random: Random;
}

const origin = { origin: "http://meet.test" };
/** Each change comes from another network: they are limited by it. */
let networks = 0;
function anyNetwork(): string {
  networks += 1;
  return `127.60.${networks % 250}.1`;
}
let people = 0;

/** Signs the service's first person in, who may create meetings. @returns their cookies */
export async function signIn({ program, port }: Instance): Promise<string> {
  const token = (await program.line("http://meet.test/setup#")).split("#")[1]?.trim();
  const answer = await askFrom(port, "POST", "/api/setup", {
    ...{ from: anyNetwork(), headers: origin, body: { token, ...administrator } },
  });
  if (answer.status !== 204) throw new Error(`setting up was answered ${answer.status}`);
  const set = [answer.headers["set-cookie"] ?? []].flat();
  return set.map((one) => one.split(";")[0]).join("; ");
}

/** What a host's last act made of someone, if that is certain. */
type LastAct = "waits" | "in" | "banned" | "unclear";

interface Act {
  readonly body: object;
  /** What holds once it is acknowledged. */
  readonly last: LastAct;
  readonly standing: Standing;
}

/** Someone with a page, whose link opens the meeting's lobby. */
class Guest implements Member {
  readonly room: string;
  readonly truth = new Certainty<Standing>("out");
  last: LastAct = "waits";
  readonly #parts: HostParts;
  readonly #join: { readonly joinId: string; readonly key: string };
  readonly #address: string;
  /** Empty until they are let in for the first time. */
  identity = "";
  #token: string | undefined;
  #page: JoinPage | undefined;

  constructor(parts: HostParts, room: string, joined: Record<string, string>, address: string) {
    this.#parts = parts;
    this.room = room;
    this.#address = address;
    const { joinId = "", key = "" } = joined;
    this.#join = { joinId, key };
  }

  get joinId(): string {
    return this.#join.joinId;
  }

  standing(from: number, until: number): Standing {
    return this.truth.throughout(from, until) ?? "either";
  }

  async sit({ port }: Instance): Promise<RawClient | number> {
    if (this.#token === undefined) {
      const entered = await askFrom(port, "POST", `/api/joins/${this.joinId}/enter`, {
        ...{ from: this.#address, headers: { authorization: `Bearer ${this.#join.key}` } },
        body: {},
      });
      if (entered.status !== 200) return entered.status;
      this.#token = entered.json["token"];
      this.identity = entered.json["identity"] ?? "";
    }
    const target = newQuery(this.#token ?? "");
    return new RawClient({ port, target, from: this.#address });
  }

  /** Keeps the page's stream open, as pages do, through any instance. */
  async keepPage(signal: AbortSignal): Promise<void> {
    const { instances, random } = this.#parts;
    signal.addEventListener("abort", () => this.#page?.close(), { once: true });
    while (!signal.aborted) {
      const running = instances();
      const at = running.length === 0 ? undefined : pick(running, random);
      this.#page =
        at && (await followJoin(at.port, this.#join, this.#address).catch(() => undefined));
      if (signal.aborted) this.#page?.close();
      await this.#page?.ended;
      await delay(250, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** A meeting with a lobby, whose host lets people in, sends them back, bans them and ends it. */
export class HostedMeeting {
  readonly room: string;
  readonly guests: readonly Guest[];
  acknowledged = 0;
  readonly #parts: HostParts;
  readonly #path: string;
  readonly #bearer: { readonly authorization: string };

  private constructor(
    parts: HostParts,
    code: string,
    secret: string,
    room: string,
    guests: readonly Guest[],
  ) {
    this.#parts = parts;
    this.#path = `/api/meetings/${code}`;
    this.#bearer = { authorization: `Bearer ${secret}` };
    this.room = room;
    this.guests = guests;
  }

  static async open(parts: HostParts, cookie: string, guests: number): Promise<HostedMeeting> {
    const at = () => pick(parts.instances(), parts.random).port;
    const made = await untilAnswered([201], () =>
      askFrom(at(), "POST", "/api/meetings", {
        ...{ from: anyNetwork(), headers: { cookie, ...origin } },
        body: { title: "Faults", door: { entry: "lobby" } },
      }),
    );
    const { code = "", manageUrl = "" } = made.json;
    const { db } = parts.world.database;
    const query = db.selectFrom("meeting").select("room").where("code", "=", code);
    const { room } = await patiently(() => query.executeTakeFirstOrThrow());
    const come = async (): Promise<Guest> => {
      people += 1;
      const from = `127.61.${Math.floor(people / 250) % 250}.${(people % 250) + 1}`;
      const joined = await untilAnswered([202], () =>
        askFrom(at(), "POST", `/api/meetings/${code}/joins`, { from, body: { name: "Ana" } }),
      );
      return new Guest(parts, room, joined.json, from);
    };
    const all = await Promise.all(Array.from({ length: guests }, come));
    return new HostedMeeting(parts, code, manageUrl.split("#")[1] ?? "", room, all);
  }

  async keepActing(signal: AbortSignal): Promise<void> {
    const { random } = this.#parts;
    while (!signal.aborted) {
      await delay(300 + random() * 1_000, undefined, { signal }).catch(() => undefined);
      await this.#actOn(pick(this.guests, random));
    }
  }

  /** Ends it for everyone, until that is acknowledged. */
  async end(): Promise<void> {
    for (const { truth } of this.guests) truth.begin();
    await untilAnswered([200, 204], () => this.#ask("/manage/end", undefined));
    for (const { truth } of this.guests) truth.acknowledged("out");
    this.acknowledged += 1;
  }

  async #actOn(guest: Guest): Promise<void> {
    const { truth } = guest;
    const act = this.#nextFor(guest);
    if (act === undefined) return;
    const before = truth.value;
    truth.begin();
    const { status } = await this.#ask("/hosting/acts", act.body);
    if (status === 204) {
      truth.acknowledged(act.standing);
      guest.last = act.last;
      this.acknowledged += 1;
    } else if (status === 409 && before !== undefined) truth.acknowledged(before);
    // It may still happen, even after a later act.
    else guest.last = "unclear";
  }

  #nextFor({ identity, joinId, last }: Guest): Act | undefined {
    if (last === "waits") return { body: { kind: "admit", joinId }, last: "in", standing: "in" };
    // Their page hasn't entered yet.
    if (last === "unclear" || identity === "") return undefined;
    if (last === "banned") {
      return { body: { kind: "unban", identity }, last: "waits", standing: "either" };
    }
    const kind = pick(["ban", "send-back", "remove"] as const, this.#parts.random);
    return { body: { kind, identity }, last: kind === "ban" ? "banned" : "waits", standing: "out" };
  }

  #ask(what: string, body: object | undefined) {
    const { instances, random } = this.#parts;
    const asked = { from: anyNetwork(), headers: this.#bearer };
    const { port } = pick(instances(), random);
    const path = `${this.#path}${what}`;
    return askFrom(port, "POST", path, body === undefined ? asked : { ...asked, body });
  }
}

/** Asks again while no one can tell. @throws at any other answer */
async function untilAnswered(right: readonly number[], ask: () => Promise<Told>): Promise<Told> {
  for (;;) {
    const answer = await ask();
    if (right.includes(answer.status)) return answer;
    if (![0, 429, 502, 503].includes(answer.status)) {
      throw new Error(`${answer.status} instead of ${right}: ${JSON.stringify(answer.json)}`);
    }
    await delay(250);
  }
}
