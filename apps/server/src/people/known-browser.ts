import { createHmac } from "node:crypto";
import type { FastifyReply } from "fastify";
import { hashSecret, isSecret, newSecret } from "../http/secret.ts";

/** The cookie of a browser in which a person has signed in before. */
export const knownBrowserCookie = "graticule.known";
const days = 400;

export type KnownBrowsers = ReturnType<typeof createKnownBrowsers>;

/**
 * Marks browsers in which a person has signed in, so that others' wrong guesses never keep that
 * person out (OWASP, "Slow Down Online Guessing Attacks with Device Cookies"). The mark gives no
 * access and holds no name.
 */
export function createKnownBrowsers(secret: string, publicUrl: string) {
  const sign = (nonce: string, email: string): string =>
    createHmac("sha256", secret).update(`${nonce} ${email.toLowerCase()}`).digest("base64url");
  return {
    mark(reply: FastifyReply, email: string): void {
      const nonce = newSecret();
      reply.setCookie(knownBrowserCookie, `${nonce}.${sign(nonce, email)}`, {
        httpOnly: true,
        sameSite: "strict",
        secure: publicUrl.startsWith("https:"),
        path: "/api/auth",
        maxAge: days * 86_400,
      });
    },
    /** Whether the cookie was made for this address. */
    isFor(cookie: string | undefined, email: string): cookie is string {
      const [nonce = "", given = "", more] = (cookie ?? "").split(".");
      return more === undefined && isSecret(given, hashSecret(sign(nonce, email)));
    },
  };
}
