import type { Kysely } from "kysely";
import type { Logger } from "pino";
import { deriveInstanceSecret } from "../accounts/seal.ts";
import type { Config } from "../config/config.ts";
import type { ChangeFeed } from "../db/change-feed.ts";
import type { Database } from "../db/schema.ts";
import type { SessionGuard } from "../http/session.ts";
import type { Sender } from "../mail/letters.ts";
import { createMailbox, type Mailbox } from "../mail/mailbox.ts";
import { createSmtpMailer, type SmtpMailer } from "../mail/smtp.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import { createSettings, type Settings } from "../settings/settings.ts";
import { type Auth, createAuth } from "./auth.ts";
import { createDeparture } from "./departure.ts";
import { createGuessLimits, type GuessLimits } from "./guess-limits.ts";
import { createInvitations, type Invitations } from "./invitations.ts";
import { createKnownBrowsers, type KnownBrowsers } from "./known-browser.ts";
import { createPersonStore, type PersonStore } from "./person-store.ts";
import { createSessionGuard } from "./session-guard.ts";
import { createSetup, type Setup } from "./setup.ts";
import { createSignUp, type SignUp } from "./sign-up.ts";
import { keepTidy } from "./tidy-store.ts";
import { createTurns, type Turns } from "./turns.ts";

/** Everything about people who sign in. */
export interface People {
  readonly auth: Auth;
  readonly guard: SessionGuard;
  readonly setup: Setup;
  readonly persons: PersonStore;
  readonly settings: Settings;
  readonly invitations: Invitations;
  readonly mailer: SmtpMailer | Mailbox;
  readonly signUp: SignUp;
  readonly signUpTurns: Turns;
  readonly guessLimits: GuessLimits;
  readonly knownBrowsers: KnownBrowsers;
}

export interface PeopleParts {
  readonly config: Pick<Config, "dataDir" | "mail">;
  readonly publicUrl: string;
  readonly db: Kysely<Database>;
  readonly log: Logger;
  readonly feed: ChangeFeed;
  readonly directory: Pick<StoredRoomDirectory, "refresh">;
  readonly operatorAccountId: string;
  readonly refreshKeys: () => Promise<void>;
  readonly emptyRoom: (room: string) => void;
}

/** Reads the settings before it answers. */
export async function composePeople(
  parts: PeopleParts,
  undo: (() => Promise<void> | void)[],
): Promise<People> {
  const { config, publicUrl, db, log, feed } = parts;
  const settings = await createSettings({ db, feed });
  undo.push(() => settings.close());
  const sender = (): Sender => ({ serviceName: settings.current().serviceName, publicUrl });
  const mailer = openMailer(parts, sender, undo);
  const { send } = mailer;
  const invitations = createInvitations({ db, sender, send });
  const setup = createSetup(db, publicUrl);
  const persons = createPersonStore(db);
  const signUp = createSignUp({ settings, invitations, setup });
  const depart = createDeparture({ ...parts, persons });
  const secret = deriveInstanceSecret(config.dataDir, "sessions");
  const sendsMail = mailer.kind === "smtp";
  const auth = createAuth({
    ...{ db, publicUrl, secret, log, sender, send, sendsMail, signUp, depart },
  });
  const knownBrowsers = createKnownBrowsers(
    deriveInstanceSecret(config.dataDir, "known browsers"),
    publicUrl,
  );
  const guard = createSessionGuard({ ...parts, auth });
  const guessLimits = createGuessLimits();
  undo.push(keepTidy(db));
  return {
    ...{ auth, guard, setup, persons, settings, invitations, mailer, signUp },
    ...{ guessLimits, knownBrowsers },
    signUpTurns: createTurns({ atOnce: 3, waiting: 100 }),
  };
}

function openMailer(
  { config, publicUrl, log }: PeopleParts,
  sender: () => Sender,
  undo: (() => void)[],
): SmtpMailer | Mailbox {
  if (config.mail === undefined) return createMailbox();
  const { url, from = `graticule@${new URL(publicUrl).hostname}` } = config.mail;
  const mailer = createSmtpMailer({
    url,
    from: { name: () => sender().serviceName, address: from },
    log,
  });
  undo.push(() => mailer.close());
  return mailer;
}
