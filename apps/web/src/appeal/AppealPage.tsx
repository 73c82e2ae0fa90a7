import type { AppealStatus } from "@graticule/api/appeals";
import { useQuery } from "@tanstack/react-query";
import { lookAtAppeal } from "../api/appeals.ts";
import { readDay } from "../i18n/time.ts";
import { words } from "../i18n/words.ts";
import { useFragmentSecret } from "../links/use-fragment.ts";
import { Notice } from "../ui/page/Notice.tsx";
import { LoadingPage, Shell } from "../ui/page/Shell.tsx";
import "./appeal.css";
import { NoAnswerPage } from "./NoAnswer.tsx";

/** While the page is seen. */
const everyMs = 60_000;

/** An appeal, for the person who has its private link. */
export function AppealPage() {
  const secret = useFragmentSecret();
  const { data: answer } = useQuery({
    queryKey: ["appeal", secret],
    queryFn: () => lookAtAppeal(secret ?? ""),
    enabled: secret !== undefined,
    refetchInterval: everyMs,
  });
  if (answer?.kind === "ok") return <Status appeal={answer.value} />;
  const isForNow =
    answer?.kind === "offline" || answer?.code === "internal" || answer?.code === "too-many";
  if (isForNow) return <NoAnswerPage />;
  if (secret !== undefined && answer === undefined) {
    return <LoadingPage title={words.appeal.text} />;
  }
  return (
    <Notice title={words.appeal.wrongTitle} testId="appeal-wrong">
      {words.appeal.wrong}
    </Notice>
  );
}

function Status({ appeal }: { readonly appeal: AppealStatus }) {
  const said = words.appeal;
  const open = appeal.state === "open";
  return (
    <Shell title={said.text} centred>
      <div className="stack gap-20">
        <div className="stack gap-8" role="status">
          <p className="small">{said.madeOn(readDay(appeal.madeOn))}</p>
          <h1 className="h1" data-testid="appeal-state" data-state={appeal.state}>
            {said.state[appeal.state]}
          </h1>
          {open ? <p className="lead">{said.dueOn(readDay(appeal.dueOn))}</p> : null}
        </div>
        {appeal.decidedOn === undefined ? null : (
          <section className="stack gap-6">
            <h2 className="h2">{said.reasons}</h2>
            <p className="body said appeal-words" dir="auto" data-testid="appeal-reasons">
              {appeal.reasons ?? said.destroyed}
            </p>
          </section>
        )}
        <hr className="rule-line" />
        <details>
          <summary className="link">{said.yours}</summary>
          <p className="body said appeal-words" dir="auto">
            {appeal.text ?? said.destroyed}
          </p>
        </details>
      </div>
    </Shell>
  );
}
