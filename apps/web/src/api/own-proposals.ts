import type { OwnProposal } from "@graticule/api/desk-changes";
import { answerOf, how, one, service } from "./client.ts";
import { type MadeDeskKey, signWith } from "./desk-key.ts";
import { compareToSign } from "./to-sign.ts";

/** The roles of the desk for which this person was proposed. */
export const lookAtProposedRoles = () =>
  answerOf(service.GET("/api/account/proposed-roles", how()));

/** Accepts one with a new desk key, which signs this first. */
export async function acceptRole(
  { id, roles, toSign }: Pick<OwnProposal, "id" | "roles" | "toSign">,
  key: MadeDeskKey,
  signal: AbortSignal,
) {
  const shown = { act: "accept-roles", change: id, roles: [...roles].sort() };
  const compared = compareToSign(toSign, shown, { unknown: [], now: Date.now() });
  const signed = await signWith(key, { toSign, compared }, signal);
  if (signed.kind === "fault") return signed;
  const { publicKey, credentialId } = key;
  const body = { publicKey, credentialId, signature: signed.value };
  const said = await answerOf(
    service.POST("/api/account/proposed-roles/{id}/key", { ...one(id), body }),
  );
  const isUnsigned = said.kind === "problem" && said.problem.reason === "not-signed";
  return isUnsigned ? ({ kind: "fault", fault: "not-signed" } as const) : said;
}
