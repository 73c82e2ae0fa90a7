import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/**
 * One process and no other. A number alone is not enough: the system gives it out again. The boot's
 * id is there because two boots of one machine can give the same number at the same start time.
 */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in whatever unit this system has; compared, never computed with. */
  readonly startTime: string;
  readonly boot: string;
}

function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return "";
  }
}

type ProcessStat = Pick<ProcessIdentity, "startTime"> & { readonly state: string };

function statOf(pid: number): ProcessStat | undefined {
  if (process.platform !== "linux") return statByPs(pid);
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command's name may hold spaces and parentheses; the fields begin after its last ")".
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const [state, startTime] = [fields[0], fields[19]];
    return state === undefined || startTime === undefined ? undefined : { state, startTime };
  } catch {
    return undefined;
  }
}

function statByPs(pid: number): ProcessStat | undefined {
  try {
    const text = execFileSync("ps", ["-p", String(pid), "-o", "state=,lstart="], {
      encoding: "utf8",
      timeout: 5_000,
    }).trim();
    return { state: text.slice(0, 1), startTime: text.slice(1).trim() };
  } catch {
    return undefined;
  }
}

/** The identity of a process that runs now; undefined where there is none of that number. */
export function identify(pid: number): ProcessIdentity | undefined {
  const stat = statOf(pid);
  if (stat === undefined || stat.state === "Z") return undefined;
  return { pid, startTime: stat.startTime, boot: bootId() };
}

/** Whether exactly this process still runs. A zombie has ended. */
export function isRunning(identity: ProcessIdentity): boolean {
  const now = identify(identity.pid);
  return now?.startTime === identity.startTime && now.boot === identity.boot;
}

/** The command line of a process of this system, empty where it can't be read. */
export function commandLineOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").filter(Boolean);
  } catch {
    return [];
  }
}

/** Whether any process has this folder as its working folder. Linux; elsewhere always false. */
export function hasProcessIn(folder: string): boolean {
  if (process.platform !== "linux") return false;
  return readdirSync("/proc").some((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/cwd`) === folder;
    } catch {
      return false;
    }
  });
}
