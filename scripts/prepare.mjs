// Makes a clone ready to run. Starts on Node 20 with nothing installed: built-ins only, no types.
import { fileURLToPath } from "node:url";
import { buildEngine, buildOlderEngine } from "./prepare/engine.mjs";
import { installPackages } from "./prepare/packages.mjs";
import { buildPage, buildVerifier } from "./prepare/page.mjs";
import { checkNode, endWithParent, fail } from "./prepare/say.mjs";
import { installSystemPackages } from "./prepare/system.mjs";
import { buildTwin } from "./prepare/twin.mjs";

// Not import.meta.dirname: the first releases of Node 20 lack it.
const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");
const flags = new Set(process.argv.slice(2));

endWithParent();
try {
  await installPackages(root);
  checkNode(root);
  if (!flags.has("--packages")) await buildVerifier(root);
  // A command and the check of a log need no engine and no page.
  if (!flags.has("--packages") && !flags.has("--verifier")) {
    await buildEngine(root);
    await buildPage(root);
  }
  if (flags.has("--test")) {
    await installSystemPackages(["chromium", "chromium-headless-shell", "firefox-esr", "iproute2"]);
  }
  if (flags.has("--soak") || flags.has("--redis")) await installSystemPackages(["redis-server"]);
  if (flags.has("--soak")) {
    await installSystemPackages(["redis-server"]);
    await buildTwin(root);
    await buildOlderEngine(root);
  }
  if (flags.has("--bench"))
    await installSystemPackages([...["chromium", "chromium-headless-shell", "iproute2", "nginx"]]);
} catch (error) {
  fail(error);
}
