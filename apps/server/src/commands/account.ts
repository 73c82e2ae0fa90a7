import { inertText } from "@graticule/api/text";
import { checkKeys } from "../accounts/check-keys.ts";
import { openInstanceSeal, type Seal } from "../accounts/seal.ts";
import { type AccountStore, createAccountStore } from "../accounts/store.ts";
import type { Config } from "../config/config.ts";
import { StartError } from "../config/start-error.ts";
import { openDatabase } from "../db/pool.ts";
import { prepareDatabase } from "../db/prepare-database.ts";
import { reachDatabase } from "../db/reach-database.ts";
import type { Database } from "../db/schema.ts";
import { newSecret } from "../http/secret.ts";
import { createKeyStore, type KeyStore } from "../keys/store.ts";
import { announceAct, type NewOperatorAct, newResetUrl } from "../people/operator-acts.ts";
import { createSetup } from "../people/setup.ts";
import { addressOfRunning, openDataFolder } from "../processes/claim-data-folder.ts";
import { argumentsOf, runCommand } from "./run-command.ts";

const usage = `Usage: npm run account -- create NAME
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

interface Context {
  readonly accounts: AccountStore;
  readonly keys: KeyStore;
  readonly seal: Seal;
  readonly setupLink: () => Promise<string | "done">;
  readonly resetLink: (email: string) => Promise<string | "absent" | "full">;
  readonly announce: (act: NewOperatorAct) => Promise<"announced" | "full">;
  readonly options: { readonly key?: string | undefined; readonly secret?: string | undefined };
}

type Command = (context: Context, words: readonly string[]) => Promise<string[]>;

const addressUnknown = "ADDRESS";

const commands: Readonly<Record<string, Command>> = {
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
    if (email === undefined) throw new StartError("account", usage);
    const link = await resetLink(email);
    if (link === "absent")
      throw new StartError("account", "No account has this email address. Check the spelling.");
    if (link === "full") throw tooMany();
    return [link, `This link works once, for a day.${addressNote(link)}`, ...afterADay()];
  },
};

await runCommand(async (config) => {
  const { values, positionals } = argumentsOf("account", usage, {
    allowPositionals: true,
    options: { key: { type: "string" }, secret: { type: "string" } },
  });
  const command = commands[positionals[0] ?? ""];
  if (command === undefined) throw new StartError("account", usage);
  const reached = await reachDatabase(config, "beside the service");
  try {
    await prepareDatabase(reached.targets);
    await checkKeys(reached.targets.owner, config);
    const { db, close } = openDatabase<Database>(reached.targets.service, { connections: 2 });
    const seal = openInstanceSeal(config);
    const context: Context = {
      accounts: createAccountStore(db),
      keys: createKeyStore(db),
      seal,
      setupLink: () => createSetup(db, addressOf(config), config).newUrl(),
      resetLink: (email) => newResetUrl({ db, seal, email, publicUrl: addressOf(config) }),
      announce: (act) => announceAct({ db, seal }, act),
      options: values,
    };
    try {
      console.log((await command(context, positionals.slice(1))).join("\n"));
    } finally {
      await close();
    }
  } finally {
    await reached.release();
  }
});

function addressNote(link: string): string {
  return link.startsWith(addressUnknown) ? " Replace ADDRESS with the address of the service." : "";
}

function addressOf({ publicUrl, dataDir }: Config): string {
  return publicUrl ?? addressOfRunning(openDataFolder(dataDir)) ?? addressUnknown;
}

async function createAccount({ accounts }: Context, [name]: readonly string[]): Promise<string[]> {
  const parsed = inertText(64).safeParse(name);
  if (!parsed.success || parsed.data !== name) throw new StartError("account", usage);
  const made = await accounts.create(parsed.data);
  if (made === "exists")
    throw new StartError(
      "account",
      `There is already an account called ${name}. Choose another name.`,
    );
  return [`Created the account ${name}. To give it a key: npm run account -- add-key ${name}`];
}

async function addKey(context: Context, [name]: readonly string[]): Promise<string[]> {
  const { accounts, seal, options } = context;
  const { id: accountId, personId } = await find(accounts, name);
  if ((options.key === undefined) !== (options.secret === undefined)) {
    throw new StartError("account", "Give both --key and --secret, or neither.");
  }
  const { id, secret } = newKey(options);
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

function newKey({ key, secret = newSecret() }: Context["options"]) {
  const id = key ?? `key-${newSecret().slice(0, 12)}`;
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

async function removeKey(context: Context, words: readonly string[]): Promise<string[]> {
  const { accounts, keys } = context;
  const [name, id] = words;
  const account = await find(accounts, name);
  if (id === undefined) throw new StartError("account", usage);
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

async function setServiceSeats(context: Context, words: readonly string[]): Promise<string[]> {
  const [name, wish] = words;
  const account = await find(context.accounts, name);
  if (wish !== "allow" && wish !== "refuse") throw new StartError("account", usage);
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

async function listAccounts({ accounts }: Context): Promise<string[]> {
  const all = await accounts.list();
  return all.map(({ name, keys, serviceSeats }) => {
    const listed = keys.length === 0 ? "no key" : keys.join(", ");
    return `${name}: ${listed}; service seats ${serviceSeats}`;
  });
}

async function announce(context: Context, act: NewOperatorAct): Promise<void> {
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
  if (name === undefined) throw new StartError("account", usage);
  const account = await accounts.find(name);
  if (account === undefined)
    throw new StartError(
      "account",
      `There is no account called ${name}. To see all accounts: npm run account -- list`,
    );
  return account;
}
