import type { Kysely } from "kysely";
import type { Logger } from "pino";
import { z } from "zod";
import type { Accounts } from "../accounts/open-accounts.ts";
import type { Questions } from "../cluster/questions.ts";
import type { Config } from "../config/config.ts";
import type { ChangeFeed } from "../db/change-feed.ts";
import type { Database } from "../db/schema.ts";
import type { App } from "../http/routing.ts";
import type { Web } from "../http/web.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { accessEmail, type EmailSender, type TellOf } from "../mail/emails.ts";
import { createEmailOutbox, type EmailOutbox } from "../mail/outbox.ts";
import { createSmtp, createSmtpMailer, type SmtpMailer } from "../mail/smtp.ts";
import type { Scope } from "../processes/scope.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import { createSettings } from "../settings/settings.ts";
import { createAuth } from "./auth.ts";
import { createPasswordCheck, registerAuthRoutes } from "./auth-routes.ts";
import { createConcurrencyLimiter } from "./concurrency-limiter.ts";
import { createDeparture } from "./departure.ts";
import { createGuessLimits } from "./guess-limits.ts";
import { createInvitations } from "./invitations.ts";
import { createKnownBrowsers } from "./known-browser.ts";
import { createOperatorActStore } from "./operator-act-store.ts";
import { followOperatorActs } from "./operator-acts.ts";
import { createPersonStore } from "./person-store.ts";
import { startPurging } from "./purge-store.ts";
import { createSessionGuard } from "./session-guard.ts";
import { registerSessionRoutes } from "./session-routes.ts";
import { createSetup } from "./setup.ts";
import { createSignUp } from "./sign-up.ts";

interface PeoplePorts {
  readonly config: Pick<Config, "cluster" | "dataDir" | "mail">;
  readonly web: Web;
  readonly db: Kysely<Database>;
  readonly log: Logger;
  readonly feed: ChangeFeed;
  readonly questions: Questions;
  readonly directory: Pick<StoredRoomDirectory, "refresh">;
  readonly jobs: Jobs;
  readonly accounts: Pick<Accounts, "operatorAccountId" | "keyRing" | "secretFor">;
}

/** Everything about people who sign in. */
export type People = Awaited<ReturnType<typeof openPeople>>;

/** Reads the settings before it answers. */
export async function openPeople(ports: PeoplePorts, scope: Scope) {
  const { web, db, log, feed, directory, accounts } = ports;
  const { publicUrl } = web;
  const settings = await createSettings({ db, feed });
  scope.onClose(() => settings.close());
  const sender = (): EmailSender => ({ serviceName: settings.current().serviceName, publicUrl });
  const mailer = openMailer(ports, sender, scope);
  const { send } = mailer;
  const invitations = createInvitations({ db, sender, send });
  const setup = createSetup(db, publicUrl, ports.config);
  const persons = createPersonStore(db);
  const signUp = createSignUp({ settings, invitations, setup });
  const goneListeners: ((room: string) => void)[] = [];
  const depart = createDeparture({
    persons,
    directory,
    operatorAccountId: accounts.operatorAccountId,
    refreshKeys: () => accounts.keyRing.refresh(),
    emptyRoom(room) {
      for (const listener of goneListeners) listener(room);
    },
  });
  const secret = accounts.secretFor("guesses");
  const guessLimits = createGuessLimits({ questions: ports.questions, secret });
  const auth = createAuth({
    db,
    publicUrl,
    secret: accounts.secretFor("sessions"),
    log,
    sender,
    send,
    mayWrite: async (route, to) => (await guessLimits.letters.take(`sent ${route} ${to}`)) === "ok",
    sendsMail: mailer.kind === "smtp",
    signUp,
    depart,
  });
  const knownBrowsers = createKnownBrowsers({
    secret: accounts.secretFor("known browsers"),
    publicUrl,
    persons,
  });
  const guard = createSessionGuard({ ...accounts, publicUrl, auth, persons });
  scope.onClose(startPurging(db));
  const operatorActs = createOperatorActStore(db);
  followOperatorActs({ store: operatorActs, jobs: ports.jobs, sender, send });
  const passwordTurns = createConcurrencyLimiter({ atOnce: 3, waiting: 100 });
  const tellOf: TellOf = async (access, personId) => {
    try {
      // Counted by person, so that no one has an address that isn't theirs written to again and again; by kind, so that a thief of a
      // sign-in, who can create keys, uses up no letter about what opens the account.
      if ((await guessLimits.letters.take(`${access} ${personId}`)) === "too-many") return;
      const person = await persons.find(personId);
      if (person !== undefined) await send(accessEmail(sender(), person.email, access));
    } catch {
      log.warn("a letter about a change of an account was not sent");
    }
  };
  const parts = {
    ...web,
    db,
    auth,
    guard,
    setup,
    persons,
    settings,
    mailer,
    signUp,
    passwordTurns,
    operatorActs,
  };
  const authParts = { ...parts, guessLimits, knownBrowsers, tellOf };
  return {
    guard,
    checkPassword: createPasswordCheck(authParts),
    setup,
    settings,
    invitations,
    mailer,
    administrators: persons.administrators,
    /** How the letters of this service are signed. */
    sender,
    tellOf,
    guessLimits,
    /** Called with each room of a person who has left the service. */
    onRoomGone: (listener: (room: string) => void) => void goneListeners.push(listener),
    routes(app: App) {
      registerSessionRoutes(app, { ...parts, knownBrowsers });
      registerAuthRoutes(app, authParts);
    },
  };
}

/** Seconds before each further try of an email: some five hours in all. */
const emailWaits = [5, 60, 600, 3_600, 14_400];
const emailShape = z.object({ to: z.string(), subject: z.string(), text: z.string() });

function openMailer(
  { config, web, log, jobs }: PeoplePorts,
  sender: () => EmailSender,
  scope: Scope,
): SmtpMailer | EmailOutbox {
  if (config.mail === undefined) return createEmailOutbox();
  const { url, from = `graticule@${new URL(web.publicUrl).hostname}` } = config.mail;
  const smtp = createSmtp({
    url,
    from: { name: () => sender().serviceName, address: from },
    log,
  });
  scope.onClose(() => smtp.close());
  const queue = jobs.define("email", {
    payload: emailShape,
    waits: emailWaits,
    run: async (email) => ((await smtp.deliver(email)) ? "done" : "again"),
  });
  return createSmtpMailer(async (email) => {
    const outcome = await queue.add(email);
    return outcome === "done" ? "sent" : outcome;
  });
}
