import type { ReportInput } from "@graticule/api/safety";
import { ask } from "./appeals.ts";
import type { JoinKey } from "./joins.ts";

/** Proof that this page was inside, for a report later. `conflict`: it is not inside. */
export const fetchReceipt = ({ joinId, key }: JoinKey) =>
  ask<{ readonly receipt: string }>(`/api/joins/${encodeURIComponent(joinId)}/receipt`, {
    credential: { kind: "secret", secret: key },
  });

export const sendReport = (body: ReportInput) => ask<undefined>("/api/reports", { body });
