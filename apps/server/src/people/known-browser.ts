import { createHmac } from "node:crypto";
import type { FastifyReply } from "fastify";
import { hashSecret, isSecret, newSecret } from "../http/secret.ts";

/** The cookie of a browser that someone has signed in with before. */
export const knownBrowserCookie = "graticule.known";
const days = 400;

/**
 * Marks a browser in which a person has signed in, so that others' wrong guesses never keep that
 * person out (OWASP, "Slow Down Online Guessing Attacks with Device Cookies"). It says nothing but
 * that: no access, and no name.
 */
export interface KnownBrowsers {
  /** Gives the browser its cookie. */
  mark(reply: FastifyReply, email: string): void;
  /** Whether the cookie was made for this address. */
  isFor(cookie: string | undefined, email: string): cookie is string;
}

export function createKnownBrowsers(secret: string, publicUrl: string): KnownBrowsers {
  const sign = (nonce: string, email: string): string =>
    createHmac("sha256", secret).update(`${nonce} ${email.toLowerCase()}`).digest("base64url");
  return {
    mark(reply, email) {
      const nonce = newSecret();
      reply.setCookie(knownBrowserCookie, `${nonce}.${sign(nonce, email)}`, {
        httpOnly: true,
        sameSite: "strict",
        secure: publicUrl.startsWith("https:"),
        path: "/api/auth",
        maxAge: days * 86_400,
      });
    },
    isFor(cookie, email): cookie is string {
      const [nonce = "", given = "", more] = (cookie ?? "").split(".");
      return more === undefined && isSecret(given, hashSecret(sign(nonce, email)));
    },
  };
}
