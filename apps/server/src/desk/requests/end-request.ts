import { appendEntry } from "../../public-record/public-entries.ts";
import { type ActContext, type DeskActOutcome, recordAct } from "./act.ts";
import { answersGiven, type RequestOutcome, tellOfEnd } from "./tell-hosts.ts";

/** How a request is closed, and what its hosts hear of it. */
interface RequestEnd {
  readonly outcome: RequestOutcome;
  readonly body: object;
  /** Why it was rejected. */
  readonly how?: string;
}

/** Closes a request, with its public entry and notices to the hosts whose meetings it names. */
export async function endRequest(context: ActContext, ended: RequestEnd): Promise<DeskActOutcome> {
  const { tx, request } = context;
  const { outcome, body } = ended;
  const answers = answersGiven(request, outcome).map(({ kind, ...answer }) => ({
    demand: kind,
    ...answer,
  }));
  await appendEntry(tx, { kind: "request-closed", request: request.number, outcome, answers });
  const notified = await tellOfEnd(tx, request, ended);
  await recordAct(context, outcome, body);
  return { kind: "done", refresh: [], notified };
}
