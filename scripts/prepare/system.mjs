import { accessSync, constants, existsSync } from "node:fs";
import { NeedsAction, run, say } from "./say.mjs";

/** Each Debian package with the program that shows that it is there. */
const programs = {
  chromium: ["/usr/bin/chromium"],
  "firefox-esr": ["/usr/bin/firefox-esr"],
  iproute2: ["/usr/sbin/ip", "/sbin/ip", "/usr/bin/ip"],
  nginx: ["/usr/sbin/nginx"],
};

/** On Debian as root installs what is missing, saying so; elsewhere says what to install. */
export async function installSystemPackages(names) {
  const missing = names.filter((name) => !programs[name].some(isProgram));
  if (missing.length === 0) return;
  const list = missing.join(" ");
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    throw new NeedsAction(
      `This needs ${missing.join(" and ")}. On Debian: sudo apt-get install ${list}. ` +
        "On another system install the same programs, then start again.",
    );
  }
  say(`installing ${missing.join(" and ")} with apt-get`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-qq"], { env });
  await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...missing], {
    env,
    hint: `Install ${list} yourself, then start again.`,
  });
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
