import { inert } from "@graticule/api/text";
import { createTransport } from "nodemailer";
import type { Logger } from "pino";
import { z } from "zod";
import type { Email, Mailer, Posted } from "./mailer.ts";

export interface SmtpMailer extends Mailer {
  readonly kind: "smtp";
  /** Gives up what still waits. */
  close(): void;
}

export interface SmtpParts {
  /** `smtps://user:password@host:465` or `smtp://host:25`. */
  readonly url: string;
  /** The sender. */
  readonly from: { readonly name: () => string; readonly address: string };
  readonly log: Logger;
  /** Milliseconds until each further try. */
  readonly retryMs?: readonly number[];
}

/** What is not one plain address gets nothing. */
const oneAddress = z.email();
const deadlineMs = 20_000;
const usualRetryMs = [5_000, 60_000, 600_000];
/** The outcome of an e-mail is awaited no longer. */
const firstWordMs = 5_000;
/** More than so many that wait are a fault; the newest is given up. */
const mostWaiting = 500;

/** Sends by one SMTP server: with a deadline, a few tries, and nothing kept on disk. */
export function createSmtpMailer(parts: SmtpParts): SmtpMailer {
  const { from, log } = parts;
  const retryMs = parts.retryMs ?? usualRetryMs;
  const timers = new Set<NodeJS.Timeout>();
  let waiting = 0;
  let isClosed = false;
  const transport = createTransport({
    url: parts.url,
    connectionTimeout: deadlineMs,
    greetingTimeout: deadlineMs,
    socketTimeout: deadlineMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });

  const deliver = (email: Email): Promise<unknown> =>
    transport.sendMail({
      // As objects: they are not taken apart again.
      from: { name: inert(from.name()), address: from.address },
      to: { name: "", address: email.to },
      subject: inert(email.subject),
      text: email.text,
    });

  const attempt = async (email: Email, tell: (posted: Posted) => void): Promise<void> => {
    for (let tries = 1; !isClosed; tries += 1) {
      const fault = await faultOf(deliver(email));
      if (fault === undefined) return tell("sent");
      const waitMs = retryMs[tries - 1];
      log.warn({ ...fault, tries, again: waitMs !== undefined }, "an email couldn't be sent");
      if (waitMs === undefined) return tell("given-up");
      tell("not-yet");
      await wait(waitMs);
    }
  };

  const wait = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        resolve();
      }, ms);
      timers.add(timer.unref());
    });

  return {
    kind: "smtp",
    send(email) {
      if (isClosed || waiting >= mostWaiting || !oneAddress.safeParse(email.to).success) {
        return Promise.resolve("given-up");
      }
      waiting += 1;
      return new Promise((resolve) => {
        const timer = setTimeout(() => resolve("not-yet"), firstWordMs).unref();
        void attempt(email, (posted) => {
          clearTimeout(timer);
          resolve(posted);
        }).finally(() => {
          waiting -= 1;
        });
      });
    },
    close() {
      isClosed = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      transport.close();
    },
  };
}

/** Logs neither the e-mail nor the server's words: both name a person. */
async function faultOf(sending: Promise<unknown>): Promise<{ code: string } | undefined> {
  try {
    await sending;
    return undefined;
  } catch (error) {
    const hasCode = error instanceof Error && "code" in error;
    return { code: hasCode ? String(error.code) : "unknown" };
  }
}
