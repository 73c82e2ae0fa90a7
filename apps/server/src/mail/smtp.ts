import { setTimeout } from "node:timers/promises";
import { inert } from "@graticule/api/text";
import { createTransport } from "nodemailer";
import type { Logger } from "pino";
import { z } from "zod";
import type { Email, Mailer, Posted } from "./mailer.ts";

export interface SmtpParts {
  /** `smtps://user:password@host:465` or `smtp://host:25`. */
  readonly url: string;
  /** The sender. */
  readonly from: { readonly name: () => string; readonly address: string };
  readonly log: Pick<Logger, "warn">;
  /** In which a whole email is taken. */
  readonly mostMs?: number;
}

/** Without a word of the server. */
const deadlineMs = 20_000;

/** Sends by one SMTP server, with a deadline. INVARIANT: however slowly it answers, what else is to be done goes on. */
export function createSmtp({ url, from, log, mostMs = 45_000 }: SmtpParts) {
  const transport = createTransport({
    url,
    connectionTimeout: deadlineMs,
    greetingTimeout: deadlineMs,
    socketTimeout: deadlineMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    /** Whether the server took it. */
    async deliver(email: Email): Promise<boolean> {
      const sending = transport.sendMail({
        // As objects: they are not taken apart again.
        from: { name: inert(from.name()), address: from.address },
        to: { name: "", address: email.to },
        subject: inert(email.subject),
        text: email.text,
      });
      const fault = await Promise.race([
        faultOf(sending),
        setTimeout(mostMs, { code: "deadline" }, { ref: false }),
      ]);
      if (fault !== undefined) log.warn(fault, "an email couldn't be sent");
      return fault === undefined;
    },
    close: () => transport.close(),
  };
}

/** What is not one plain address gets nothing. */
const oneAddress = z.email();
/** The outcome of an email is awaited no longer. */
const firstWordMs = 5_000;

export interface SmtpMailer extends Mailer {
  readonly kind: "smtp";
}

/** @param queue keeps an email until a server took it, or for a day; never rejects */
export function createSmtpMailer(
  queue: (email: Email) => Promise<Exclude<Posted, "kept">>,
): SmtpMailer {
  return {
    kind: "smtp",
    send(email) {
      if (!oneAddress.safeParse(email.to).success) return Promise.resolve("given-up");
      return new Promise((resolve) => {
        const timer = globalThis.setTimeout(() => resolve("not-yet"), firstWordMs).unref();
        void queue(email).then((posted) => {
          clearTimeout(timer);
          resolve(posted);
        });
      });
    },
  };
}

/** Logs neither the email nor the server's words: both name a person. */
async function faultOf(sending: Promise<unknown>): Promise<{ code: string } | undefined> {
  try {
    await sending;
    return undefined;
  } catch (error) {
    const hasCode = error instanceof Error && "code" in error;
    return { code: hasCode ? String(error.code) : "unknown" };
  }
}
