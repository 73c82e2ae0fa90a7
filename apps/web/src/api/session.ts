import { publicSettings } from "@graticule/api/administration";
import { type SetupInput, session } from "@graticule/api/session";
import { ask, nothing } from "./client.ts";

/** Who is signed in here, whether the service was set up, and who may make an account. */
export const lookAtSession = () => ask({ path: "/api/session", schema: session });

/** Exchanges the one-time set-up link for the administrator's account and session. */
export const setUp = (input: SetupInput) =>
  ask({ path: "/api/setup", method: "POST", body: input, schema: nothing });

/** What every page may know of the service: its name, whom to ask, its names of places. */
export const lookAtSettings = () => ask({ path: "/api/settings", schema: publicSettings });
