import { inertText } from "@graticule/api/text";
import type { AccountStore } from "../accounts/store.ts";
import type { Seal } from "../config/seal.ts";
import { StartError } from "../config/start-error.ts";
import { newSecret } from "../http/secret.ts";
import type { KeyStore } from "../keys/store.ts";
import type { NewOperatorAct } from "../people/operator-acts.ts";

export const accountUsage = `Usage: npm run account -- create NAME
       npm run account -- add-key NAME [--key ID --secret SECRET]
       npm run account -- remove-key NAME ID
       npm run account -- service-seats NAME allow|refuse
       npm run account -- list
       npm run account -- setup-link
       npm run account -- reset-link EMAIL
An account owns keys, rooms and rules. You can run this whether or not the service is running.
Secrets are printed only once. "setup-link" prints a new one-time link for creating the administrator,
as long as there is none. "reset-link" prints a one-time link for choosing a new password.
What you do to a person's account (person-…, or the administrator's) takes effect after a day. The running
service tells the person, who can stop it, and the public log has an entry.`;

/** What a command works with; `options`: a key that is given, and not made. */
export interface AccountCommandContext {
  readonly accounts: AccountStore;
  readonly keys: KeyStore;
  readonly seal: Seal;
  readonly setupLink: () => Promise<string | "done">;
  readonly resetLink: (email: string) => Promise<string | "absent" | "full">;
  readonly announce: (act: NewOperatorAct) => Promise<"announced" | "full">;
  readonly options: { readonly key?: string | undefined; readonly secret?: string | undefined };
}

type Command = (context: AccountCommandContext, words: readonly string[]) => Promise<string[]>;

/** Instead of the address of a service that hasn't run yet. */
export const addressUnknown = "ADDRESS";

/** The commands of `npm run account`, by name. Each answers the lines to print, or throws a {@link StartError}. */
export const accountCommands: Readonly<Record<string, Command>> = {
  create: createAccount,
  "add-key": addKey,
  "remove-key": removeKey,
  "service-seats": setServiceSeats,
  list: listAccounts,
  "setup-link": async ({ setupLink }) => {
    const link = await setupLink();
    if (link === "done") {
      const help = "To get a link for choosing a new password: npm run account -- reset-link EMAIL";
      throw new StartError("account", `This service already has an administrator. ${help}`);
    }
    return [link, `This link works once.${addressNote(link)}`];
  },
  "reset-link": async ({ resetLink }, [email]) => {
    if (email === undefined) throw new StartError("account", accountUsage);
    const link = await resetLink(email);
    if (link === "absent")
      throw new StartError("account", "No account has this email address. Check the spelling.");
    if (link === "full") throw tooMany();
    return [link, `This link works once, for a day.${addressNote(link)}`, ...afterADay()];
  },
};

function addressNote(link: string): string {
  return link.startsWith(addressUnknown) ? " Replace ADDRESS with the address of the service." : "";
}

async function createAccount(
  { accounts }: AccountCommandContext,
  [name]: readonly string[],
): Promise<string[]> {
  const parsed = inertText(64).safeParse(name);
  if (!parsed.success || parsed.data !== name) throw new StartError("account", accountUsage);
  const made = await accounts.create(parsed.data);
  if (made === "exists")
    throw new StartError(
      "account",
      `There is already an account called ${name}. Choose another name.`,
    );
  return [`Created the account ${name}. To give it a key: npm run account -- add-key ${name}`];
}

async function addKey(
  context: AccountCommandContext,
  [name]: readonly string[],
): Promise<string[]> {
  const { accounts, seal, options } = context;
  const { id: accountId, personId } = await find(accounts, name);
  if ((options.key === undefined) !== (options.secret === undefined)) {
    throw new StartError("account", "Give both --key and --secret, or neither.");
  }
  const { id, secret } = newKey(options, personId === null ? "backend" : "person");
  const sealed = seal.seal(secret, id);
  const exists = (): never => {
    throw new StartError("account", `There is already a key ${id}. Choose another one.`);
  };
  const shown = options.secret === undefined ? secret : "(as given)";
  const saved = "Save the secret now: it won't be shown again.";
  const said = [`key     ${id}`, `secret  ${shown}`, saved];
  if (personId === null) {
    if ((await accounts.addKey({ id, accountId, sealed })) === "exists") exists();
    return said;
  }
  if (await accounts.hasKey(id)) exists();
  const held = sealed.toString("base64");
  await announce(context, { personId, kind: "key-added", keyId: id, held });
  return [...said, ...afterADay()];
}

function newKey(
  { key, secret = newSecret() }: AccountCommandContext["options"],
  of: "backend" | "person",
) {
  const id = key ?? `key-${newSecret().slice(0, 12)}`;
  // A letter to the person says it: it can't look like a link there.
  if (of === "person" && !/^[\w-]+$/.test(id)) {
    throw new StartError(
      "account",
      "Use letters from A to Z, digits, hyphens and underscores for a person's key.",
    );
  }
  if (!/^[\x21-\x39\x3b-\x7e]{1,128}$/.test(id)) {
    throw new StartError(
      "account",
      "Use 1 to 128 plain characters for a key, with no spaces or colons.",
    );
  }
  if (secret.length < 16)
    throw new StartError("account", "Use at least 16 characters for a secret.");
  return { id, secret };
}

async function removeKey(
  context: AccountCommandContext,
  words: readonly string[],
): Promise<string[]> {
  const { accounts, keys } = context;
  const [name, id] = words;
  const account = await find(accounts, name);
  if (id === undefined) throw new StartError("account", accountUsage);
  const { id: accountId, personId } = account;
  const has = (await keys.list(accountId)).some((key) => key.id === id);
  if (!has)
    throw new StartError(
      "account",
      `${name} has no key ${id}. To see its keys: npm run account -- list`,
    );
  if (personId !== null) {
    await announce(context, { personId, kind: "key-removed", keyId: id });
    return [`The key ${id} will be removed.`, ...afterADay()];
  }
  await keys.remove(accountId, id);
  return [`Removed the key ${id}. Tokens signed with it no longer let anyone in.`];
}

async function setServiceSeats(
  context: AccountCommandContext,
  words: readonly string[],
): Promise<string[]> {
  const [name, wish] = words;
  const account = await find(context.accounts, name);
  if (wish !== "allow" && wish !== "refuse") throw new StartError("account", accountUsage);
  const said = wish === "allow" ? "can join" : "can't join";
  if (account.personId !== null) {
    const kind = wish === "allow" ? "seats-allowed" : "seats-refused";
    await announce(context, { personId: account.personId, kind });
    return [
      `After a day, agents, egress, ingress and SIP ${said} rooms of ${name}.`,
      ...afterADay(),
    ];
  }
  await context.accounts.setServiceSeats(account.id, wish === "allow" ? "allowed" : "refused");
  return [`Agents, egress, ingress and SIP ${said} the rooms of ${name}.`];
}

async function listAccounts({ accounts }: AccountCommandContext): Promise<string[]> {
  const all = await accounts.list();
  return all.map(({ name, keys, serviceSeats }) => {
    const listed = keys.length === 0 ? "no key" : keys.join(", ");
    return `${name}: ${listed}; service seats ${serviceSeats}`;
  });
}

async function announce(context: AccountCommandContext, act: NewOperatorAct): Promise<void> {
  if ((await context.announce(act)) === "full") throw tooMany();
}

function tooMany(): StartError {
  return new StartError(
    "account",
    "Too much waits to be done to people's accounts. Try again later.",
  );
}

function afterADay(): readonly string[] {
  const at = new Date(Date.now() + 24 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
  return [
    `It takes effect at ${at} UTC: a day after the running service has told the person, who can stop it until then.`,
    "The public log has an entry about it, which names no one.",
  ];
}

async function find(accounts: AccountStore, name: string | undefined) {
  if (name === undefined) throw new StartError("account", accountUsage);
  const account = await accounts.find(name);
  if (account === undefined)
    throw new StartError(
      "account",
      `There is no account called ${name}. To see all accounts: npm run account -- list`,
    );
  return account;
}
