import { existsSync } from "node:fs";
import { isProgram, NeedsAction, run, say } from "./say.mjs";

/** The possible paths of each Debian package's program. */
const programs = {
  chromium: ["/usr/bin/chromium"],
  "chromium-headless-shell": ["/usr/bin/chromium-headless-shell"],
  "firefox-esr": ["/usr/bin/firefox-esr"],
  iproute2: ["/usr/sbin/ip", "/sbin/ip", "/usr/bin/ip"],
  nginx: ["/usr/sbin/nginx"],
  "redis-server": ["/usr/bin/redis-server"],
};

/** Installs what is missing on Debian as root; elsewhere says what to install. */
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
