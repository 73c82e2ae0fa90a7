import { fork, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** A proxy in its own process. */
export interface Contender {
  readonly name: string;
  readonly port: number;
  /** CPU time its process has used, user and system, in seconds. */
  cpuSeconds(): number;
  /** Resident memory in bytes, after a full collection if there is a collector. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

export const nginxPath = "/usr/sbin/nginx";

export function hasNginx(): boolean {
  return existsSync(nginxPath);
}

const pageBytes = 4096;

/**
 * CPU time of all threads, in seconds, from the scheduler's count in nanoseconds: /proc/PID/stat
 * counts in hundredths of a second, a tenth of what nginx needs for a round.
 */
function cpuOf(pid: number): number {
  const nanoseconds = readdirSync(`/proc/${pid}/task`).map((thread) => {
    const counted = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8");
    return Number(counted.split(" ", 1)[0]);
  });
  return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e9;
}

function residentOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]) * pageBytes;
}

export async function startNode(name: string, upstreamPort: number): Promise<Contender> {
  const child = fork(join(import.meta.dirname, "child.ts"), [name, `${upstreamPort}`], {
    execArgv: ["--expose-gc"],
  });
  const reply = (): Promise<{ port?: number }> =>
    new Promise((resolve, reject) => {
      child.once("message", (message) => resolve(message as { port?: number }));
      child.once("exit", () => reject(new Error(`${name} ended`)));
    });
  const { port = 0 } = await reply();
  const pid = child.pid ?? 0;
  return {
    name,
    port,
    cpuSeconds: () => cpuOf(pid),
    memory: async () => {
      const answered = reply();
      child.send({ kind: "gc" });
      await answered;
      return residentOf(pid);
    },
    stop: () =>
      new Promise((done) => {
        child.once("exit", () => done());
        child.disconnect();
      }),
  };
}

/** Debian's nginx as a WebSocket proxy with one worker, in its own folder. */
export async function startNginx(upstreamPort: number): Promise<Contender> {
  const folder = mkdtempSync(join(tmpdir(), "graticule-nginx-"));
  const port = await unusedPort();
  writeFileSync(join(folder, "nginx.conf"), nginxConfig(folder, port, upstreamPort));
  const child = spawn(nginxPath, ["-p", folder, "-c", "nginx.conf", "-e", "/dev/null"], {
    stdio: "ignore",
  });
  const worker = await listeningWorker(child.pid ?? 0, port);
  return {
    name: "nginx",
    port,
    cpuSeconds: () => cpuOf(worker),
    memory: () => Promise.resolve(residentOf(worker)),
    stop: () =>
      new Promise((done) => {
        child.once("exit", () => {
          rmSync(folder, { recursive: true, force: true });
          done();
        });
        child.kill("SIGTERM");
      }),
  };
}

async function listeningWorker(pid: number, port: number): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    await delay(20);
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    if (children !== "" && (await answers(port))) return Number(children.split(" ")[0]);
  }
  throw new Error("nginx did not start");
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

async function unusedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

function nginxConfig(folder: string, port: number, upstreamPort: number): string {
  return `
daemon off;
worker_processes 1;
worker_rlimit_nofile 20000;
pid ${folder}/nginx.pid;
events { worker_connections 10000; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${port} backlog=4096;
    location / {
      proxy_pass http://127.0.0.1:${upstreamPort};
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection "upgrade";
      proxy_read_timeout 1h;
    }
    location /refused {
      default_type application/problem+json;
      return 403 '{"type":"urn:graticule:problem:refused","title":"You can not join from here","status":403}';
    }
  }
}
`;
}
