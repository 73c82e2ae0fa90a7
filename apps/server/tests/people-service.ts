import { createHmac } from "node:crypto";
import type { Answered, ApiService, Asked } from "./api-service.ts";
import type { TestDatabase } from "./harness.ts";

/** A browser's cookies, kept from answer to answer. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #service: Pick<ApiService, "ask">;
  readonly #from: string;

  constructor(service: Pick<ApiService, "ask">, from = "198.51.100.7") {
    this.#service = service;
    this.#from = from;
  }

  async ask(method: string, path: string, body?: unknown, asked: Asked = {}): Promise<Answered> {
    const answer = await this.#service.ask(method, path, {
      from: this.#from,
      ...(body === undefined ? {} : { body }),
      ...asked,
      headers: { origin: "http://meet.test", cookie: this.cookie(), ...asked.headers },
    });
    for (const set of [answer.headers["set-cookie"] ?? []].flat()) this.#keep(String(set));
    return answer;
  }

  auth(path: string, body?: unknown): Promise<Answered> {
    return this.ask(body === undefined ? "GET" : "POST", `/api/auth${path}`, body);
  }

  signIn(email: string, password: string): Promise<Answered> {
    return this.auth("/sign-in/email", { email, password });
  }

  async person(): Promise<{ email: string; administrator: boolean } | undefined> {
    return (await this.ask("GET", "/api/session")).json.person;
  }

  cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  #keep(set: string): void {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
    if (/max-age=0(;|$)/i.test(set) || value === "") this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

export const password = "a long pass phrase";

/** Someone with an account, signed in. Sign-up is open afterwards. */
export async function newPerson(
  service: ApiService,
  name: string,
  from?: string,
): Promise<Browser & { readonly email: string }> {
  await allowSignUp(service, "open");
  return await signUp(new Browser(service, from), name);
}

/** In a service where anyone may sign up. */
export async function signUp(
  browser: Browser,
  name: string,
): Promise<Browser & { readonly email: string }> {
  const email = `${name}@example.org`;
  const made = await browser.auth("/sign-up/email", { name, email, password });
  if (made.status !== 200) throw new Error(`sign-up answered ${made.status} ${made.text}`);
  return Object.assign(browser, { email });
}

export async function allowSignUp(
  service: ApiService,
  signUp: "closed" | "invitation" | "open",
): Promise<void> {
  await service.deps.people.settings.change({ ...service.deps.people.settings.current(), signUp });
}

/** The secret in the link's fragment in the newest letter to someone. */
export function secretInLetter(service: ApiService, to: string): string {
  const { mailer } = service.deps.people;
  const letters = mailer.kind === "mailbox" ? mailer.letters() : [];
  const text = letters.find((letter) => letter.to === to)?.text ?? "";
  return /#(\S+)/.exec(text)?.[1] ?? "";
}

/** An authenticator app's code (RFC 6238) for `totpUri`, `periods` from now. */
export function totpCode(totpUri: string, periods = 0): string {
  const secret = base32(new URL(totpUri).searchParams.get("secret") ?? "");
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + periods));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const at = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fff_ffff) % 1_000_000).padStart(6, "0");
}

function base32(text: string): Buffer {
  const bits = [...text.replace(/=+$/, "")]
    .map((letter) =>
      "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
    )
    .join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

export async function everythingStored(database: TestDatabase, without = ""): Promise<string> {
  const { rows } = await database.pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_name <> $1`,
    [without],
  );
  const dumps = rows.map(({ name }) =>
    database.pool.query(`SELECT coalesce(json_agg(t)::text, '') AS rows FROM "${name}" t`),
  );
  return (await Promise.all(dumps)).map((dump) => dump.rows[0].rows).join("\n");
}
