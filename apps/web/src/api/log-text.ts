import { logText } from "@graticule/api/ledger";

/** A text of the public log, as everyone reads it. `offline`: it can't be read just now. */
export type LogText =
  | { readonly kind: "shown"; readonly says: string }
  | { readonly kind: "absent" | "taken-down" | "offline" };

export async function readLogText(entry: number, name: string): Promise<LogText> {
  try {
    const answer = await fetch(`/log/text/${entry}/${name}.json`, {
      signal: AbortSignal.timeout(15_000),
    });
    if (answer.status === 404) return { kind: "absent" };
    if (answer.status === 410) return { kind: "taken-down" };
    const read = logText.safeParse(await answer.json());
    return read.success ? { kind: "shown", says: read.data.value } : { kind: "offline" };
  } catch {
    return { kind: "offline" };
  }
}
