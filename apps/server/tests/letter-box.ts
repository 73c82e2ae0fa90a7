import { EventEmitter, once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { createInterface } from "node:readline";

/** A mail server that lets a test read letters as their recipients would. */
export interface LetterBox {
  /** For `mail` in the configuration. */
  readonly url: string;
  /** The fragment's secret in the newest such letter, once there are more than `after`. */
  secretIn(to: string, subject: string, after?: number): Promise<string>;
  count(to: string, subject: string): number;
  close(): void;
}

export async function openLetterBox(): Promise<LetterBox> {
  const letters: Taken[] = [];
  const came = new EventEmitter();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    const say = (line: string): void => void socket.write(`${line}\r\n`);
    const hear = conversation(
      say,
      () => socket.end("221 bye\r\n"),
      (letter) => {
        letters.push(letter);
        came.emit("letter");
      },
    );
    createInterface(socket).on("line", hear);
    socket.on("error", () => undefined);
    say("220 test");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const find = (to: string, subject: string) =>
    letters.filter(
      (one) => one.to === to && new RegExp(`^Subject:.*${subject}`, "m").test(one.text),
    );
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async secretIn(to, subject, after = 0) {
      while (find(to, subject).length <= after) await once(came, "letter");
      return /#(\S+)/.exec(find(to, subject).at(-1)?.text ?? "")?.[1] ?? "";
    },
    count: (to, subject) => find(to, subject).length,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

interface Taken {
  readonly to: string;
  readonly text: string;
}

/** One connection (RFC 5321, as far as a letter needs it): answers what hears its lines. */
function conversation(
  say: (line: string) => void,
  end: () => void,
  take: (letter: Taken) => void,
): (line: string) => void {
  let to = "";
  let data: string[] | undefined;
  const command = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase();
    to = /^RCPT TO:<([^>]+)>/i.exec(line)?.[1] ?? to;
    if (verb === "DATA") data = [];
    if (verb === "QUIT") end();
    else say(verb === "DATA" ? "354 go on" : "250 go on");
  };
  return (line) => {
    if (data === undefined) return command(line);
    if (line !== ".") {
      data.push(line);
      return;
    }
    take({ to, text: plain(data.join("\n")) });
    data = undefined;
    say("250 taken");
  };
}

/** Undoes a letter's transfer encoding (RFC 2045, quoted-printable). */
function plain(text: string): string {
  return text
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}
