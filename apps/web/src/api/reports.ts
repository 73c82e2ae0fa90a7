import type { ReportInput } from "@graticule/api/safety";
import { answerOf, how, service } from "./client.ts";
import type { JoinKey } from "./joins.ts";

/** Proof that this page was inside, for a report later. `conflict`: it is not inside. */
export const fetchReceipt = ({ joinId, key }: JoinKey) =>
  answerOf(
    service.GET("/api/joins/{joinId}/receipt", {
      ...how({ credential: { kind: "secret", secret: key } }),
      params: { path: { joinId } },
    }),
  );

export const sendReport = (body: ReportInput) =>
  answerOf(service.POST("/api/reports", { ...how(), body }));

/** Whether someone at this service can read a report now. */
export const lookAtReaders = () => answerOf(service.GET("/api/reports", how()));
