import type { TestMeeting } from "../meeting-service.ts";
import { type Browser, newPerson } from "../people-service.ts";
import type { WorldParts } from "./world.ts";

/** Someone who is of no desk, with an account, a key, a webhook and a meeting. */
export interface Host extends Browser {
  readonly id: string;
  readonly email: string;
  readonly accountId: string;
  /** As the command line has it. */
  readonly accountName: string;
  /** A key of their own. */
  readonly keyId: string;
  /** Where their webhook's events arrive. */
  readonly path: string;
  /** As it was in the beginning. */
  readonly passwordHash: string;
}

let hosts = 0;

export async function newHost(
  { service, database, receiverUrl }: WorldParts,
  title: string,
): Promise<{ readonly host: Host; readonly meeting: TestMeeting }> {
  hosts += 1;
  const browser = await newPerson(service, `hostzyx${hosts}`, `198.51.100.${10 + (hosts % 200)}`);
  const path = `/${hosts}`;
  const events = ["joined", "refused", "removed", "rule-changed"];
  await browser.ask("POST", "/api/account/webhooks", { url: `${receiverUrl}${path}`, events });
  const key = await browser.ask("POST", "/api/account/keys", { name: "Own", scopes: ["join"] });
  const made = await browser.ask("POST", "/api/meetings", { title });
  const { code, manageUrl } = made.json;
  const room = service.deps.directory.findMeeting(code)?.policy.room ?? "";
  const bearer = { authorization: `Bearer ${String(manageUrl).split("#")[1]}` };
  const { rows } = await database.pool.query(
    `SELECT p.id, a.id AS account, a.name, c.password_hash AS hash FROM person p
     JOIN account a ON a.id = p.account_id JOIN credential c ON c.person_id = p.id WHERE p.email = $1`,
    [browser.email],
  );
  const [{ id, account, name, hash }] = rows;
  const own = { id, accountId: account, accountName: name, passwordHash: hash };
  const host = Object.assign(browser, { ...own, keyId: key.json.id as string, path });
  return { host, meeting: { code, room, bearer } };
}
