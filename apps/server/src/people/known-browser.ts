import { createHmac } from "node:crypto";
import type { FastifyReply } from "fastify";
import { hashSecret, isSecret, newSecret } from "../http/secret.ts";
import type { PersonStore } from "./person-store.ts";

/** The cookie of a browser in which a person has signed in before. */
export const knownBrowserCookie = "graticule.known";
const days = 400;

export type KnownBrowsers = ReturnType<typeof createKnownBrowsers>;

/**
 * Marks browsers in which a person has signed in, so that others' wrong guesses never keep that
 * person out (OWASP, "Slow Down Online Guessing Attacks with Device Cookies"). The mark gives no
 * access and holds no name. INVARIANT: it ends with the password: who knew a former one has no count of their own, let alone
 * a thousand.
 */
export function createKnownBrowsers(parts: {
  readonly secret: string;
  readonly publicUrl: string;
  readonly persons: Pick<PersonStore, "passwordOf">;
}) {
  const { secret, publicUrl, persons } = parts;
  const sign = (...said: readonly string[]): string =>
    createHmac("sha256", secret).update(said.join(" ")).digest("base64url");
  const signPassword = async (nonce: string, email: string): Promise<string> =>
    sign(nonce, email.toLowerCase(), (await persons.passwordOf(email)) ?? "");
  return {
    async mark(reply: FastifyReply, email: string): Promise<void> {
      const nonce = newSecret();
      const signed = [sign(nonce, email.toLowerCase()), await signPassword(nonce, email)];
      reply.setCookie(knownBrowserCookie, [nonce, ...signed].join("."), {
        httpOnly: true,
        sameSite: "strict",
        secure: publicUrl.startsWith("https:"),
        path: "/api/auth",
        maxAge: days * 86_400,
      });
    },
    /** Whether the cookie was made for this address and its present password. The database isn't asked about one that wasn't signed here. */
    async isFor(cookie: string, email: string): Promise<boolean> {
      const [nonce = "", ofAddress = "", ofPassword = "", more] = cookie.split(".");
      if (more !== undefined) return false;
      if (!isSecret(ofAddress, hashSecret(sign(nonce, email.toLowerCase())))) return false;
      return isSecret(ofPassword, hashSecret(await signPassword(nonce, email)));
    },
  };
}
