import type { OwnProposal } from "@graticule/api/desk-changes";
import { answerOf, how, one, service } from "./client.ts";
import { type MadeDeskKey, signWith } from "./desk-key.ts";
import { compareToSign } from "./to-sign.ts";

/** The roles of the desk for which this person was proposed. */
export const lookAtProposedRoles = () =>
  answerOf(service.GET("/api/account/proposed-roles", how()));

/** Accepts one with a new desk key, which signs this first. @param by the person's password, too */
export async function acceptRole(
  { id, roles, toSign }: Pick<OwnProposal, "id" | "roles" | "toSign">,
  by: { readonly key: MadeDeskKey; readonly password: string },
  signal: AbortSignal,
) {
  const { key, password } = by;
  const shown = { act: "accept-roles", change: id, roles: [...roles].sort() };
  const compared = compareToSign(toSign, shown, { unknown: [], now: Date.now() });
  const signed = await signWith(key, { toSign, compared }, signal);
  if (signed.kind === "fault") return signed;
  const { publicKey, credentialId } = key;
  const body = { publicKey, credentialId, signature: signed.value, password };
  const said = await answerOf(
    service.POST("/api/account/proposed-roles/{id}/key", { ...one(id), body }),
  );
  const reason = said.kind === "problem" ? said.problem.reason : undefined;
  if (reason !== "not-signed" && reason !== "wrong-password") return said;
  return { kind: "fault", fault: reason } as const;
}
