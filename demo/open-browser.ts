import { spawn } from "node:child_process";

/** How a system opens an address in the browser that its user chose. */
const openers: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""],
  linux: ["xdg-open"],
};

type Variables = Readonly<Record<string, string | undefined>>;

/** How a browser is opened here. Undefined: there is no display, or nobody wants it. */
export function browserOpener(
  env: Variables,
  platform: NodeJS.Platform,
): readonly string[] | undefined {
  if (env["CI"] || env["NO_BROWSER"]) return undefined;
  if (platform === "linux" && !env["DISPLAY"] && !env["WAYLAND_DISPLAY"]) return undefined;
  return openers[platform];
}

/** Whether the browser was told; what becomes of it is not known. */
export async function openBrowser([command = "", ...args]: readonly string[], url: string) {
  const child = spawn(command, [...args, url], { stdio: "ignore", detached: true });
  child.unref();
  return await new Promise<boolean>((done) => {
    child.once("spawn", () => done(true));
    child.once("error", () => done(false));
  });
}
