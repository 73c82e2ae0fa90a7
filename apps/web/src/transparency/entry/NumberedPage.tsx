import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Answer } from "../../api/client.ts";
import { Notice } from "../../ui/page/Notice.tsx";
import { Shell } from "../../ui/page/Shell.tsx";
import { LogLoading, Unanswered } from "../figures/Unanswered.tsx";
import "../transparency.css";
import { againIn, isFinal } from "../use-log.ts";
import { ToLog } from "./EntryList.tsx";
import "./entry.css";

/** A page about the one thing of the log that the number in its address names. */
export function NumberedPage<T>(props: {
  /** Names the thing in the page's cache and test ids. */
  readonly thing: "entry" | "story";
  /** Undefined: the address has no such number. */
  readonly number: number | undefined;
  readonly title: string;
  /** Said where there is no such thing. */
  readonly none: string;
  readonly testId: string;
  readonly look: (number: number) => Promise<Answer<T>>;
  readonly children: (value: T) => ReactNode;
}) {
  const { thing, number, title, look } = props;
  const { data: answer, refetch } = useQuery({
    queryKey: [`log-${thing}`, number],
    queryFn: () => look(number ?? 0),
    enabled: number !== undefined,
    refetchOnWindowFocus: false,
    refetchInterval: ({ state }) => againIn(state.data),
  });
  if (number === undefined || (answer !== undefined && answer.kind !== "ok" && isFinal(answer))) {
    return (
      <Notice title={props.none} testId={`no-${thing}`} actions={<ToLog />}>
        {null}
      </Notice>
    );
  }
  return (
    <Shell title={title} width="medium">
      {answer?.kind === "ok" ? (
        <article className="log-page" data-testid={props.testId} key={number}>
          {props.children(answer.value)}
        </article>
      ) : (
        <article className="log-page">
          <h1 className="h1">{title}</h1>
          {answer === undefined ? (
            <LogLoading />
          ) : (
            <Unanswered fault={answer} again={() => void refetch()} />
          )}
        </article>
      )}
    </Shell>
  );
}
