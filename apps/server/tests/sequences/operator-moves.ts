import { createAccountStore } from "@graticule/server/accounts/store";
import {
  type AccountCommandContext,
  accountCommands,
} from "@graticule/server/commands/account-commands";
import { StartError } from "@graticule/server/config/start-error";
import { createKeyStore } from "@graticule/server/keys/store";
import { announceAct, newResetUrl } from "@graticule/server/people/operator-acts";
import { Browser } from "../people-service.ts";
import type { Play } from "./playing.ts";
import type { World } from "./world.ts";

/** The command line, as `npm run account` has it: in the service's role, whether or not a service runs. */
function commandLine({ database, service }: World): AccountCommandContext {
  const { db } = database.service;
  const { seal } = service.deps.accounts;
  const publicUrl = "http://meet.test";
  return {
    accounts: createAccountStore(db),
    keys: createKeyStore(db),
    seal,
    setupLink: service.setupUrl,
    resetLink: (email) => newResetUrl({ db, seal, email, publicUrl }),
    announce: (act) => announceAct({ db, seal }, act),
    options: {},
  };
}

/** What it prints; nothing where it refuses. */
async function run(world: World, words: readonly string[]): Promise<readonly string[]> {
  const [name = "", ...rest] = words;
  try {
    return (await accountCommands[name]?.(commandLine(world), rest)) ?? [];
  } catch (error) {
    if (error instanceof StartError) return [];
    throw error;
  }
}

/** The operator of the machine acts on a person's account; the person goes on, or someone who has the link or the key. */
export const operatorMoves = {
  "reset-link": async ({ world }) => {
    const [link] = await run(world, ["reset-link", world.host.email]);
    const token = link?.split("#")[1];
    if (token !== undefined) world.links.push(token);
    return undefined;
  },
  "add-key": async ({ world }) => {
    const lines = await run(world, ["add-key", world.host.accountName]);
    const [id, secret] = lines.map((line) => line.split(/\s+/)[1] ?? "");
    if (id !== undefined && secret !== undefined) world.keys.push({ id, secret });
    return undefined;
  },
  "remove-key": async ({ world, pick }) => {
    const id = pick([world.host.keyId, ...world.keys.map((key) => key.id)]) ?? "";
    await run(world, ["remove-key", world.host.accountName, id]);
    return undefined;
  },
  seats: async ({ world, one }) => {
    await run(world, ["service-seats", world.host.accountName, one("refuse", "allow")]);
    return undefined;
  },
  "setup-link": async ({ world }) => {
    world.setupLinks.push(...(await run(world, ["setup-link"])));
    return undefined;
  },
  "use-link": async ({ world, pick }) => {
    const token = pick(world.links);
    if (token === undefined) return undefined;
    const newPassword = "chosen by the operator";
    const browser = new Browser(world.service, "198.51.100.9");
    return await browser.auth("/reset-password", { token, newPassword });
  },
  "use-key": async ({ world, pick }) => {
    const key = pick(world.keys);
    if (key === undefined) return undefined;
    const basic = Buffer.from(`${key.id}:${key.secret}`).toString("base64");
    const headers = { authorization: `Basic ${basic}` };
    const answer = await world.service.ask("GET", "/api/account/rule", { headers });
    if (answer.status === 200) world.opened.push(key.id);
    return undefined;
  },
  "stop-act": async ({ world, who, one }) => {
    const { rows } = await world.database.pool.query(
      "SELECT id FROM operator_act WHERE person_id = $1 ORDER BY since DESC LIMIT 1",
      [world.host.id],
    );
    const id: string | undefined = rows[0]?.id;
    if (id === undefined) return undefined;
    const by = one<Pick<Browser, "ask">>(world.host, who);
    return await by.ask("POST", `/api/account/operator-acts/${id}/stop`, {});
  },
} satisfies Record<string, Play>;
