import { answerOf, how, one, service } from "./client.ts";
import { answerByPasskey } from "./sign-in.ts";

/** The roles of the desk for which this person was proposed. */
export const lookAtProposedRoles = () =>
  answerOf(service.GET("/api/account/proposed-roles", how()));

/** Accepts one in person: the browser asks for the passkey. */
export async function acceptRole(id: string) {
  const given = await answerByPasskey();
  if (given.kind === "fault") return given;
  const body = { response: given.value };
  return await answerOf(
    service.POST("/api/account/proposed-roles/{id}/acceptance", { ...one(id), body }),
  );
}
