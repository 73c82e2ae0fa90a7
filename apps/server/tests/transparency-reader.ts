import {
  behind as behindName,
  entriesBehind,
  type Figures,
  story as storyAnswer,
  storyRows,
  transparency,
} from "@graticule/api/transparency";
import { expect } from "vitest";
import { whenTold } from "./log-days.ts";
import { database, service } from "./meeting-service.ts";

/** What a download of the log has for an entry. */
export interface Line {
  readonly index: number;
  // biome-ignore lint/suspicious/noExplicitAny: whoever downloads it knows no types
  readonly entry: any;
  readonly texts: Record<string, { readonly salt: string; readonly value: string } | "taken-down">;
}

/** Reads what the service shows of the log, once everything that needn't wait is recorded. */
export function createLogReader() {
  const get = (path: string, headers: Record<string, string> = {}) =>
    service.ask("GET", path, { headers });
  const told = async (path: string) => {
    await whenTold(service, database);
    const answer = await get(path);
    expect([path, answer.status]).toEqual([path, 200]);
    return answer;
  };
  const figures = async (): Promise<Figures> =>
    transparency.parse((await told("/api/transparency")).json).figures;
  const rows = async (query = "") =>
    storyRows.parse((await told(`/api/transparency/requests${query}`)).json);
  const storyOf = async (request: number) =>
    storyAnswer.parse((await told(`/api/transparency/requests/${request}`)).json).entries;
  const entriesFor = async (name: string, more = "") => {
    expect(behindName.safeParse(name).success).toBe(true);
    const path = `/api/transparency/entries?behind=${encodeURIComponent(name)}${more}`;
    return entriesBehind.parse((await told(path)).json);
  };

  const downloaded = async (): Promise<Line[]> =>
    (await told("/transparency/log.jsonl")).text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));

  const numberOf = async (id: string): Promise<number> => {
    const { rows: found } = await database.pool.query("SELECT number FROM request WHERE id = $1", [
      id,
    ]);
    return found[0].number;
  };

  return { get, told, figures, rows, storyOf, entriesFor, downloaded, numberOf };
}

export function kindsOf(entries: readonly { readonly leaf: string }[]): readonly string[] {
  return entries.map(({ leaf }) => JSON.parse(leaf).kind);
}
