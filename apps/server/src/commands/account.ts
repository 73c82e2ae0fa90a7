import { openOwnDatabase } from "../accounts/open-database.ts";
import { openInstanceSeal } from "../accounts/seal.ts";
import { createAccountStore } from "../accounts/store.ts";
import type { Config } from "../config/config.ts";
import { StartError } from "../config/start-error.ts";
import { reachDatabase } from "../db/reach-database.ts";
import { createKeyStore } from "../keys/store.ts";
import { announceAct, newResetUrl } from "../people/operator-acts.ts";
import { createSetup } from "../people/setup.ts";
import { addressOfRunning, openDataFolder } from "../processes/claim-data-folder.ts";
import {
  type AccountCommandContext,
  accountCommands,
  accountUsage,
  addressUnknown,
} from "./account-commands.ts";
import { argumentsOf, runCommand } from "./run-command.ts";

await runCommand(async (config) => {
  const { values, positionals } = argumentsOf("account", accountUsage, {
    allowPositionals: true,
    options: { key: { type: "string" }, secret: { type: "string" } },
  });
  const command = accountCommands[positionals[0] ?? ""];
  if (command === undefined) throw new StartError("account", accountUsage);
  const reached = await reachDatabase(config, "beside the service");
  try {
    const { database } = await openOwnDatabase(reached.targets, config, {
      by: "command",
      connections: 2,
    });
    const { db, close } = database;
    const seal = openInstanceSeal(config);
    const context: AccountCommandContext = {
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

function addressOf({ publicUrl, dataDir }: Config): string {
  return publicUrl ?? addressOfRunning(openDataFolder(dataDir)) ?? addressUnknown;
}
