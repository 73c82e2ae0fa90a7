import type {
  AppealDecision,
  ChangeDecision,
  ChangeInput,
  ChangeProposal,
  ContestAnswer,
  MisplacementAnswer,
  OrderInput,
  OutsideActInput,
  ReportOutcome,
  RequestAct,
  RequestContent,
  SilentSlotInput,
  StaffChangeInput,
  TermsActInput,
  TermsActToDraft,
  TermsDecision,
  TermsReviewInput,
  TextRemovalDecision,
  TextRemovalInput,
} from "@graticule/client/contract";
import { answerOf, how, one, service } from "./client.ts";

export const lookAtDesk = () => answerOf(service.GET("/api/desk", how()));

export const enterRequest = (body: RequestContent) =>
  answerOf(service.POST("/api/desk/requests", { ...how(), body }));

export const fillSilentSlot = (body: SilentSlotInput) =>
  answerOf(service.POST("/api/desk/silent-slots", { ...how(), body }));

export const lookAtRequest = (id: string) =>
  answerOf(service.GET("/api/desk/requests/{id}", one(id)));

export const actOnRequest = (id: string, body: RequestAct) =>
  answerOf(service.POST("/api/desk/requests/{id}/acts", { ...one(id), body }));

/** What a proposer of this order signs. Nothing is recorded. */
export const draftOrder = (requestId: string, body: OrderInput) =>
  answerOf(service.POST("/api/desk/requests/{id}/order-drafts", { ...one(requestId), body }));

export const lookAtRegister = () => answerOf(service.GET("/api/desk/register", how()));

export const withdrawAuthority = (id: string) =>
  answerOf(service.POST("/api/desk/register/{id}/withdrawal", one(id)));

export const proposeChange = (body: ChangeInput) =>
  answerOf(service.POST("/api/desk/changes", { ...how(), body }));

export const signChange = (id: string, body: ChangeProposal) =>
  answerOf(service.POST("/api/desk/changes/{id}/proposal", { ...one(id), body }));

export const decideChange = (id: string, body: ChangeDecision) =>
  answerOf(service.POST("/api/desk/changes/{id}/decision", { ...one(id), body }));

export const reviewRule = (id: string, outcome: "stands" | "reversed") =>
  answerOf(service.POST("/api/desk/changes/{id}/review", { ...one(id), body: { outcome } }));

/** What the administrator may know of the desk. */
export const lookAtStaff = () => answerOf(service.GET("/api/admin/staff", how()));

export const proposeStaff = (body: StaffChangeInput) =>
  answerOf(service.POST("/api/admin/staff-changes", { ...how(), body }));

/** The administrator takes a proposal back. */
export const withdrawStaffChange = (id: string) =>
  answerOf(service.POST("/api/admin/staff-changes/{id}/withdrawal", one(id)));

export const listAppeals = () => answerOf(service.GET("/api/desk/appeals", how()));

/** More of what the public wrote in a case, after what was shown. */
export const listPublicAppeals = (orderId: string, no: number, after: number) =>
  answerOf(
    service.GET("/api/desk/appeals/{orderId}/{no}/public", {
      ...how(),
      params: { path: { orderId, no }, query: { after } },
    }),
  );

export const decideAppeal = (orderId: string, body: AppealDecision) =>
  answerOf(
    service.POST("/api/desk/appeals/{orderId}/decision", {
      ...how(),
      params: { path: { orderId } },
      body,
    }),
  );

export const listContests = () => answerOf(service.GET("/api/desk/contests", how()));

export const answerContest = (id: string, body: ContestAnswer) =>
  answerOf(service.POST("/api/desk/contests/{id}/answer", { ...one(id), body }));

export const listMisplacements = () => answerOf(service.GET("/api/desk/misplacements", how()));

export const answerMisplacement = (id: string, body: MisplacementAnswer) =>
  answerOf(service.POST("/api/desk/misplacements/{id}/answer", { ...one(id), body }));

export const lookAtSafety = () => answerOf(service.GET("/api/safety", how()));

export const decideReport = (id: string, body: ReportOutcome) =>
  answerOf(service.POST("/api/safety/reports/{id}/outcome", { ...one(id), body }));

export const draftTermsAct = (body: TermsActToDraft) =>
  answerOf(service.POST("/api/safety/act-drafts", { ...how(), body }));

export const proposeTermsAct = (body: TermsActInput) =>
  answerOf(service.POST("/api/safety/acts", { ...how(), body }));

export const decideTermsAct = (id: string, body: TermsDecision) =>
  answerOf(service.POST("/api/safety/acts/{id}/decision", { ...one(id), body }));

export const reviewTermsAct = (id: string, body: TermsReviewInput) =>
  answerOf(service.POST("/api/safety/acts/{id}/reviews", { ...one(id), body }));

export const enterOutsideAct = (body: OutsideActInput) =>
  answerOf(service.POST("/api/safety/outside-acts", { ...how(), body }));

export const listTextRemovals = () => answerOf(service.GET("/api/desk/text-removals", how()));

export const proposeTextRemoval = (body: TextRemovalInput) =>
  answerOf(service.POST("/api/desk/text-removals", { ...how(), body }));

export const decideTextRemoval = (id: string, body: TextRemovalDecision) =>
  answerOf(service.POST("/api/desk/text-removals/{id}/decision", { ...one(id), body }));
