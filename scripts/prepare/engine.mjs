import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { ask, isNoted, isProgram, NeedsAction, run, say, withPatience } from "./say.mjs";

const ways = [
  "Ways to get a media engine:",
  "  - install Go 1.26 or newer (https://go.dev/dl/), then start again: it is built from source;",
  "  - put a `livekit-server` on the PATH, or name it in LIVEKIT_SERVER;",
  "  - set LIVEKIT_URL, LIVEKIT_KEY and LIVEKIT_SECRET to a LiveKit that runs elsewhere.",
].join("\n");

/** Builds LiveKit from its module into `.cache/livekit-server`, unless the user brings one. */
export async function buildEngine(root) {
  const { LIVEKIT_URL, LIVEKIT_SERVER, MEDIA_ENGINES, PATH = "" } = process.env;
  if (LIVEKIT_URL || LIVEKIT_SERVER || MEDIA_ENGINES || isOnPath(PATH)) return;
  await buildLivekit(root, { module: "livekit", program: "livekit-server" });
}

/** The release before, with which the soak repeats the stories: `.cache/livekit-server-1.9`. */
export const buildOlderEngine = (root) =>
  buildLivekit(root, { module: "livekit-1.9", program: "livekit-server-1.9" });

async function buildLivekit(root, { module: name, program }) {
  const module = join(root, "tools", name);
  const cache = join(root, ".cache");
  const built = join(cache, program);
  const noteFile = `${built}.sum`;
  const wanted = digest([join(module, "go.mod"), join(module, "go.sum")]);
  if (isProgram(built) && isNoted(noteFile, wanted)) return;
  checkGo();
  say("building the media engine, LiveKit, from source (some minutes, once)");
  mkdirSync(cache, { recursive: true });
  const next = `${built}.${process.pid}`;
  try {
    await withPatience("still building the media engine", () =>
      run("go", ["build", "-trimpath", "-ldflags=-s -w", "-o", next, goPackage], {
        cwd: module,
        env: { ...process.env, CGO_ENABLED: "0", GOTOOLCHAIN: "local", GOFLAGS: "-mod=readonly" },
        hint: ways,
      }),
    );
    renameSync(next, built);
  } finally {
    rmSync(next, { force: true });
  }
  writeFileSync(noteFile, wanted);
}

const goPackage = "github.com/livekit/livekit-server/cmd/server";

function checkGo() {
  const version = ask("go", ["env", "GOVERSION"], {
    env: { ...process.env, GOTOOLCHAIN: "local" },
  });
  if (version === undefined) throw new NeedsAction(`Go is not installed.\n${ways}`);
  const [major, minor] = (/^go(\d+)\.(\d+)/.exec(version) ?? []).slice(1).map(Number);
  if (major > 1 || (major === 1 && minor >= 26)) return;
  throw new NeedsAction(`Go 1.26 or newer is needed; this one is ${version}.\n${ways}`);
}

function digest(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest("hex");
}

function isOnPath(path) {
  return path
    .split(delimiter)
    .some((folder) => isAbsolute(folder) && isProgram(join(folder, "livekit-server")));
}
