import { inertText } from "@graticule/api/text";
import { checkKeys } from "../accounts/check-keys.ts";
import { openInstanceSeal, type Seal } from "../accounts/seal.ts";
import { type Account, type AccountStore, createAccountStore } from "../accounts/store.ts";
import type { Config } from "../config/config.ts";
import { StartError } from "../config/start-error.ts";
import { openDatabase } from "../db/pool.ts";
import { prepareDatabase } from "../db/prepare-database.ts";
import { reachDatabase } from "../db/reach-database.ts";
import type { Database } from "../db/schema.ts";
import { newSecret } from "../http/secret.ts";
import { createKeyStore, type KeyStore } from "../keys/store.ts";
import { newResetUrl } from "../people/reset-store.ts";
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
as long as there is none. "reset-link" prints a one-time link for choosing a new password.`;

interface Context {
  readonly accounts: AccountStore;
  readonly keys: KeyStore;
  readonly seal: Seal;
  readonly setupLink: () => Promise<string | "done">;
  readonly resetLink: (email: string) => Promise<string | "absent">;
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
    return [link, `This link works once, for an hour.${addressNote(link)}`];
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
    const context: Context = {
      accounts: createAccountStore(db),
      keys: createKeyStore(db),
      seal: openInstanceSeal(config),
      setupLink: () => createSetup(db, addressOf(config), config).newUrl(),
      resetLink: (email) => newResetUrl({ db, email, publicUrl: addressOf(config) }),
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
  const account = await find(accounts, name);
  if ((options.key === undefined) !== (options.secret === undefined)) {
    throw new StartError("account", "Give both --key and --secret, or neither.");
  }
  const id = options.key ?? `key-${newSecret().slice(0, 12)}`;
  const secret = options.secret ?? newSecret();
  if (!/^[\x21-\x39\x3b-\x7e]{1,128}$/.test(id)) {
    throw new StartError(
      "account",
      "Use 1 to 128 plain characters for a key, with no spaces or colons.",
    );
  }
  if (secret.length < 16)
    throw new StartError("account", "Use at least 16 characters for a secret.");
  const added = await accounts.addKey({ id, accountId: account.id, sealed: seal.seal(secret, id) });
  if (added === "exists")
    throw new StartError("account", `There is already a key ${id}. Choose another one.`);
  const shown = options.secret === undefined ? secret : "(as given)";
  return [`key     ${id}`, `secret  ${shown}`, "Save the secret now: it won't be shown again."];
}

async function removeKey({ accounts, keys }: Context, words: readonly string[]): Promise<string[]> {
  const [name, id] = words;
  const account = await find(accounts, name);
  if (id === undefined) throw new StartError("account", usage);
  const removed = await keys.remove(account.id, id);
  if (removed === "absent")
    throw new StartError(
      "account",
      `${name} has no key ${id}. To see its keys: npm run account -- list`,
    );
  return [`Removed the key ${id}. Tokens signed with it no longer let anyone in.`];
}

async function setServiceSeats(context: Context, words: readonly string[]): Promise<string[]> {
  const [name, wish] = words;
  const account = await find(context.accounts, name);
  if (wish !== "allow" && wish !== "refuse") throw new StartError("account", usage);
  await context.accounts.setServiceSeats(account.id, wish === "allow" ? "allowed" : "refused");
  const said = wish === "allow" ? "can join" : "can't join";
  return [`Agents, egress, ingress and SIP ${said} the rooms of ${name}.`];
}

async function listAccounts({ accounts }: Context): Promise<string[]> {
  const all = await accounts.list();
  return all.map(({ name, keys, serviceSeats }) => {
    const listed = keys.length === 0 ? "no key" : keys.join(", ");
    return `${name}: ${listed}; service seats ${serviceSeats}`;
  });
}

async function find(accounts: AccountStore, name: string | undefined): Promise<Account> {
  if (name === undefined) throw new StartError("account", usage);
  const account = await accounts.find(name);
  if (account === undefined)
    throw new StartError(
      "account",
      `There is no account called ${name}. To see all accounts: npm run account -- list`,
    );
  return account;
}
