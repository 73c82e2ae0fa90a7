import type { SetupInput } from "@graticule/api/session";
import { answerOf, how, one, service } from "./client.ts";

/** Who is signed in here, whether the service was set up, and who may make an account. */
export const lookAtSession = () => answerOf(service.GET("/api/session", how()));

/** Stops what the operator is about to do to the account of the person who is signed in. */
export const stopOperatorAct = (id: string) =>
  answerOf(service.POST("/api/account/operator-acts/{id}/stop", one(id)));

/** Exchanges the one-time set-up link for the administrator's account and session. */
export const setUp = (body: SetupInput) => answerOf(service.POST("/api/setup", { ...how(), body }));

/** What every page may know of the service: its name, whom to ask, its names of places. */
export const lookAtSettings = () => answerOf(service.GET("/api/settings", how()));
