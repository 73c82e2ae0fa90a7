import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** A user of this system as whom a child runs. */
export interface ServiceUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL looks its own user up by number, so only one that the system knows will do. */
const candidates = ["graticule", "postgres", "_postgres", "nobody", "daemon"];

function knownUsers(): readonly ServiceUser[] {
  return readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .filter((fields) => fields.length >= 4 && Number(fields[2]) > 0)
    .map((fields) => ({ name: fields[0] ?? "", uid: Number(fields[2]), gid: Number(fields[3]) }));
}

/**
 * The user as whom a program runs that refuses to run as root; undefined where we are not root and
 * it runs as ourselves. `ownerUid`: the owner of data that is there already, who stays the owner.
 */
export function chooseServiceUser(ownerUid: number | undefined): ServiceUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = knownUsers();
  const owner = users.find((user) => user.uid === ownerUid);
  if (owner !== undefined) return owner;
  for (const name of candidates) {
    const user = users.find((one) => one.name === name);
    if (user !== undefined) return user;
  }
  throw new Error(
    "PostgreSQL doesn't run as root, and this system has no other user for it. " +
      "Create one with: useradd --system graticule",
  );
}

/** Whether a user may pass through every folder down to `path` (which exists). Mode bits only. */
export function canReach(user: ServiceUser | undefined, path: string): boolean {
  if (user === undefined) return true;
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder);
    const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
    if (((mode >> shift) & 1) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
