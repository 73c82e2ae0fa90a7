import type { AppealInput } from "@graticule/api/appeals";
import { answerOf, type Credential, how, one, service } from "./client.ts";

/** `not-found`: there is no such order in force; `conflict`: its appeal is decided. */
export const makeAppeal = (body: AppealInput, credential?: Credential) =>
  answerOf(service.POST("/api/appeals", { ...how({ credential }), body }));

/** By the secret of the private link. */
export const lookAtAppeal = (secret: string) =>
  answerOf(service.POST("/api/appeals/status", { ...how(), body: { secret } }));

/** What everyone may know of an order; never which meeting. */
export const lookAtOrder = (id: string) => answerOf(service.GET("/api/orders/{id}", one(id)));
