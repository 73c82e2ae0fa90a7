import { type OutgoingHttpHeaders, request } from "node:http";

export interface Asked {
  /** A loopback address. */
  readonly from: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: object;
  /** 10 s by default. */
  readonly withinMs?: number;
}

export interface Told {
  /** 0: no answer, or none in time. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** An empty object where the answer is not JSON. */
  readonly json: Record<string, string>;
}

/** One request to a program on loopback, from an address there, on a connection of its own. */
export function askFrom(
  port: number,
  method: string,
  path: string,
  { from, headers = {}, body, withinMs = 10_000 }: Asked,
): Promise<Told> {
  const text = body === undefined ? "" : JSON.stringify(body);
  const type = body === undefined ? {} : { "content-type": "application/json" };
  return new Promise((resolve) => {
    const nothing = (): void => resolve({ status: 0, headers: {}, json: {} });
    const asked = request({
      ...{ host: "127.0.0.1", port, path, method, localAddress: from, agent: false },
      headers: { ...headers, ...type, "content-length": Buffer.byteLength(text) },
      signal: AbortSignal.timeout(withinMs),
    });
    asked.on("error", nothing);
    asked.on("response", (answer) => {
      let whole = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => {
        whole += chunk;
      });
      answer.on("error", nothing).on("close", nothing);
      answer.on("end", () => {
        const isJson = /json/.test(answer.headers["content-type"] ?? "");
        const json = isJson ? JSON.parse(whole) : {};
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, json });
      });
    });
    asked.end(text);
  });
}
