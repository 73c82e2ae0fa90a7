import { type HostAct, hosting, type PassCreated, passCreated } from "@graticule/api/hosting";
import { type Answer, ask, nothing } from "./client.ts";
import type { ManageKey } from "./meetings.ts";

const hostingPath = (key: ManageKey, rest = ""): string =>
  `/api/meetings/${encodeURIComponent(key.code)}/hosting${rest}`;

/** What a host needs outside the call: who waits, roles, passes. */
export const lookAtHosting = (key: ManageKey) =>
  ask({ path: hostingPath(key), credential: key.credential, schema: hosting });

/** `conflict`: it no longer applies (they left, or another host was faster). */
export const actAsHost = (key: ManageKey, act: HostAct): Promise<Answer<undefined>> =>
  ask({
    path: hostingPath(key, "/acts"),
    method: "POST",
    body: act,
    credential: key.credential,
    schema: nothing,
  });

/** The link is in this answer only. */
export const makePass = (key: ManageKey, name: string): Promise<Answer<PassCreated>> =>
  ask({
    path: hostingPath(key, "/passes"),
    method: "POST",
    body: { name },
    credential: key.credential,
    schema: passCreated,
  });

export const takeBackPass = (key: ManageKey, id: string): Promise<Answer<undefined>> =>
  ask({
    path: hostingPath(key, `/passes/${encodeURIComponent(id)}`),
    method: "DELETE",
    credential: key.credential,
    schema: nothing,
  });
