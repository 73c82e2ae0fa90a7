import type { RequestView } from "@graticule/api/requests";
import type { RequestAct } from "@graticule/client/contract";
import type { actOnRequest } from "../../api/desk.ts";

/** A request on its page, and what changes it. */
export interface InRoom {
  readonly view: RequestView;
  readonly act: (act: RequestAct) => ReturnType<typeof actOnRequest>;
  /** Asks for it anew, after something changed. */
  readonly again: () => Promise<void>;
}
