import type { AppealCase, appealDecision } from "@graticule/api/appeals";
import type {
  ChangeInput,
  changeDecision,
  DeskChange,
  DeskOverview,
  DeskRegister,
  DeskStaff,
  RequestContent,
  RequestView,
  requestAct,
} from "@graticule/api/desk";
import type {
  outsideActInput,
  reportOutcome,
  SafetyOverview,
  TermsAct,
  TermsActInput,
  termsDecision,
  termsReviewInput,
} from "@graticule/api/safety";
import { type Answer, answerOf, how } from "./client.ts";

/** What a schema of the contract lets through. */
type Of<S extends { parse: (input: unknown) => unknown }> = ReturnType<S["parse"]>;

export type RequestAct = Of<typeof requestAct>;

async function call<T>(path: string, body: unknown) {
  const { headers, ...others } = how();
  const response = await fetch(path, {
    ...others,
    ...(body === undefined
      ? { headers }
      : {
          method: "POST",
          headers: { ...headers, "content-type": "application/json" },
          body: JSON.stringify(body),
        }),
  });
  const told: unknown = response.status === 204 ? undefined : await response.json();
  return response.ok ? { data: told as T, response } : { error: told, response };
}

const read = <T>(path: string): Promise<Answer<T>> => answerOf<T>(call(path, undefined));
const send = <T>(path: string, body: unknown): Promise<Answer<T>> => answerOf<T>(call(path, body));

const one = encodeURIComponent;

export const lookAtDesk = () => read<DeskOverview>("/api/desk");

/** A demand without an answer is `null` in JSON, whose lists have no holes. */
async function asView(asking: Promise<Answer<RequestView>>): Promise<Answer<RequestView>> {
  const answer = await asking;
  if (answer.kind !== "ok") return answer;
  const answers = answer.value.answers.map((given) => given ?? undefined);
  return { kind: "ok", value: { ...answer.value, answers } };
}

export const enterRequest = (body: RequestContent) => asView(send("/api/desk/requests", body));

export const lookAtRequest = (id: string) => asView(read(`/api/desk/requests/${one(id)}`));

export const actOnRequest = (id: string, body: RequestAct) =>
  asView(send(`/api/desk/requests/${one(id)}/acts`, body));

export const lookAtRegister = () => read<DeskRegister>("/api/desk/register");

export const proposeChange = (body: ChangeInput) => send<DeskChange>("/api/desk/changes", body);

export const decideChange = (id: string, body: Of<typeof changeDecision>) =>
  send<DeskChange>(`/api/desk/changes/${one(id)}/decision`, body);

/** What the administrator may know of the desk. */
export const lookAtStaff = () => read<DeskStaff>("/api/admin/staff");

export const proposeStaff = (body: Extract<ChangeInput, { kind: "staff" }>) =>
  send<DeskChange>("/api/admin/staff-changes", body);

/** The administrator takes a proposal back. */
export const withdrawStaffChange = (id: string) =>
  send<DeskChange>(`/api/admin/staff-changes/${one(id)}/withdrawal`, {});

export const withdrawAuthority = (id: string) =>
  send<undefined>(`/api/desk/register/${one(id)}/withdrawal`, {});

export const listAppeals = () => read<AppealCase[]>("/api/desk/appeals");

export const decideAppeal = (orderId: string, body: Of<typeof appealDecision>) =>
  send<undefined>(`/api/desk/appeals/${one(orderId)}/decision`, body);

export const lookAtSafety = () => read<SafetyOverview>("/api/safety");

export const decideReport = (id: string, body: Of<typeof reportOutcome>) =>
  send<undefined>(`/api/safety/reports/${one(id)}/outcome`, body);

export const proposeTermsAct = (body: TermsActInput) => send<TermsAct>("/api/safety/acts", body);

export const decideTermsAct = (id: string, body: Of<typeof termsDecision>) =>
  send<TermsAct>(`/api/safety/acts/${one(id)}/decision`, body);

export const reviewTermsAct = (id: string, body: Of<typeof termsReviewInput>) =>
  send<TermsAct>(`/api/safety/acts/${one(id)}/reviews`, body);

export const enterOutsideAct = (body: Of<typeof outsideActInput>) =>
  send<unknown>("/api/safety/outside-acts", body);
