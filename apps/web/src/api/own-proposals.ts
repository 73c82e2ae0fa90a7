import { answerOf, how, one, service } from "./client.ts";
import { type MadeDeskKey, signWith } from "./desk-key.ts";

/** The roles of the desk for which this person was proposed. */
export const lookAtProposedRoles = () =>
  answerOf(service.GET("/api/account/proposed-roles", how()));

/** Accepts one with a new desk key, which signs this first. */
export async function acceptRole(
  { id, toSign }: { readonly id: string; readonly toSign: string },
  key: MadeDeskKey,
) {
  const signed = await signWith(key, toSign);
  if (signed.kind === "fault") return signed;
  const { publicKey, credentialId } = key;
  const body = { publicKey, credentialId, signature: signed.value };
  return await answerOf(service.POST("/api/account/proposed-roles/{id}/key", { ...one(id), body }));
}
