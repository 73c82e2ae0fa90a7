import { checkKeys } from "../accounts/check-keys.ts";
import { openInstanceSeal, programSecretOf } from "../accounts/seal.ts";
import { createAccountStore } from "../accounts/store.ts";
import type { Config } from "../config/config.ts";
import { StartError } from "../config/start-error.ts";
import { openDatabase } from "../db/pool.ts";
import { prepareDatabase } from "../db/prepare-database.ts";
import { reachDatabase } from "../db/reach-database.ts";
import type { Database } from "../db/schema.ts";
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
    await prepareDatabase(reached.targets);
    await checkKeys(reached.targets.owner, config);
    const { db, close } = openDatabase<Database>(
      { ...reached.targets.service, programSecret: programSecretOf(config) },
      { connections: 2 },
    );
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
