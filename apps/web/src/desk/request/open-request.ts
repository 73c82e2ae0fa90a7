import type { RequestView } from "@graticule/api/requests";
import type { RequestAct } from "@graticule/client/contract";
import type { actOnRequest } from "../../api/desk.ts";

/** A request on its page, and how to change it. */
export interface OpenRequest {
  readonly view: RequestView;
  readonly act: (act: RequestAct) => ReturnType<typeof actOnRequest>;
  /** Asks for it once more, after a change. */
  readonly again: () => Promise<void>;
}
