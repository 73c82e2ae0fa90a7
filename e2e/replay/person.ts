import { secondFactorBegun } from "@graticule/api/sign-in";
import type { ActSignature } from "@graticule/ledger/act-signature";
import { newSecret } from "@graticule/server/http/secret";
import { signatureBy } from "@graticule/server/tests/desk-keys";
import { codeOf } from "../authenticator.ts";

/** Someone with an account, who calls the service as their browser would. */
export class Person {
  readonly url: string;
  readonly name: string;
  readonly email: string;
  /** This process chose it. */
  password = newSecret();
  /** Of their authenticator app. */
  #factor: string | undefined;
  readonly #cookies = new Map<string, string>();
  /** Of a desk member: whose software key signs, see `deskKeyOf`. */
  deskId = "";

  private constructor(url: string, name: string, email: string) {
    this.url = url;
    this.name = name;
    this.email = email;
  }

  static async signUp(url: string, name: string): Promise<Person> {
    const email = `${name.toLowerCase().replaceAll(" ", "-")}@example.org`;
    const person = new Person(url, name, email);
    await person.ask("POST", "/api/auth/sign-up/email", {
      name,
      email,
      password: person.password,
    });
    return person;
  }

  /** By the one-time link of a new service. */
  static async setUp(url: string, setupUrl: string): Promise<Person> {
    const person = new Person(url, "Administrator", "administrator@example.org");
    const { name, email } = person;
    const token = new URL(setupUrl).hash.slice(1);
    await person.ask("POST", "/api/setup", { token, name, email, password: person.password });
    return person;
  }

  /** Adds an authenticator's secret, then signs in again by password and code. */
  async useSecondFactor(): Promise<void> {
    const enabled = await this.ask("POST", "/api/auth/two-factor/enable", {
      password: this.password,
    });
    const { totpURI } = secondFactorBegun.parse(enabled);
    this.#factor = new URL(totpURI).searchParams.get("secret") ?? "";
    await this.#prove();
    await this.signIn();
  }

  /** By password, and code where there is one: a new session, whose cookies are kept. */
  async signIn(): Promise<void> {
    this.#cookies.clear();
    await this.ask("POST", "/api/auth/sign-in/email", {
      email: this.email,
      password: this.password,
    });
    if (this.#factor !== undefined) await this.#prove();
  }

  /** The same person in a browser of their own, with a session of its own. */
  async inAnotherBrowser(): Promise<Person> {
    const there = new Person(this.url, this.name, this.email);
    there.password = this.password;
    there.#factor = this.#factor;
    there.deskId = this.deskId;
    await there.signIn();
    return there;
  }

  /** Signs with this member's desk key, as their page would. */
  sign(toSign: string): ActSignature {
    return signatureBy(this.deskId, toSign, new URL(this.url).origin);
  }

  async #prove(): Promise<void> {
    const code = codeOf(this.#factor ?? "");
    await this.ask("POST", "/api/auth/two-factor/verify-totp", { code });
  }

  cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  /** For a browser's context, which is then signed in as this person. */
  cookies(): { name: string; value: string; url: string }[] {
    return [...this.#cookies].map(([name, value]) => ({ name, value, url: this.url }));
  }

  /** The answer's JSON; undefined for an answer without a body. Throws on any refusal. */
  async ask(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        origin: this.url,
        // Each on a connection of its own: the one before may end while it is asked.
        connection: "close",
        cookie: this.cookie(),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    });
    for (const set of response.headers.getSetCookie()) this.#keep(set);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }

  #keep(set: string): void {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
    if (/max-age=0(;|$)/i.test(set) || value === "") this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}
