import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Answer } from "../../api/client.ts";
import { lookAtName, nameMeeting, withdrawName } from "../../api/meeting-name.ts";
import type { ManageKey } from "../../api/meetings.ts";
import { hostDay } from "../../i18n/host-time.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { answerFault } from "../../ui/form/answer-fault.ts";
import { ConfirmButton } from "../../ui/form/ConfirmButton.tsx";

const said = hostWords.notices.name;

/** Whether the public log names this meeting in its entries: the host decides, and can take it back at any time. */
export function PublicName({ manageKey }: { readonly manageKey: ManageKey }) {
  const { data: name, refetch } = useQuery({
    queryKey: ["public-name", manageKey.code, manageKey.credential],
    queryFn: async () => {
      const answer = await lookAtName(manageKey);
      if (answer.kind !== "ok") throw new Error("no name came");
      return answer.value;
    },
    // Just after naming, the entry's index is not known yet.
    refetchInterval: ({ state: { data } }) =>
      data?.kind === "named" && data.entry === undefined ? 1_000 : 30_000,
  });
  const cannot = name?.kind === "cannot" ? name.reason : undefined;
  if (name === undefined || cannot === "nothing-told") return null;
  const asked = {
    tone: "plain",
    say: (failed: Parameters<typeof answerFault>[0]) =>
      answerFault(failed, { conflict: said.changed }),
    onDone: () => refetch(),
  } as const;
  /** After a conflict what is shown is old: it is asked for again. */
  const orRefetch = async (answering: Promise<Answer<unknown>>): Promise<Answer<unknown>> => {
    const answer = await answering;
    if (answer.kind === "problem" && answer.code === "conflict") await refetch();
    return answer;
  };
  return (
    <div className="stack public-name" data-testid="public-name" data-kind={name.kind}>
      <h3 className="h2">{said.title}</h3>
      {cannot === undefined ? null : <p className="body">{said.cannot[cannot]}</p>}
      {name.kind === "can" ? (
        <>
          <p className="body">{said.text}</p>
          <div className="row">
            <ConfirmButton
              button={said.button}
              title={said.askTitle}
              confirm={said.confirm}
              testId="name-meeting"
              {...asked}
              act={() => orRefetch(nameMeeting(manageKey, name.title))}
            >
              <Consequences title={name.title} />
            </ConfirmButton>
          </div>
        </>
      ) : null}
      {name.kind === "named" ? (
        <>
          <p className="body said">
            {said.named(name.title, hostDay(name.day))}{" "}
            {name.entry === undefined ? null : (
              <Link
                to="/transparency/entries/$index"
                params={{ index: String(name.entry) }}
                className="link"
              >
                {said.entry}
              </Link>
            )}
          </p>
          <div className="row">
            <ConfirmButton
              button={said.withdraw}
              title={said.withdrawTitle}
              confirm={said.withdrawConfirm}
              testId="withdraw-name"
              {...asked}
              act={() => orRefetch(withdrawName(manageKey))}
            >
              {said.withdrawText}
            </ConfirmButton>
          </div>
        </>
      ) : null}
    </div>
  );
}

function Consequences({ title }: { readonly title: string }) {
  return (
    <>
      {said.reads}
      <strong className="said public-name-title">{title}</strong>
      {said.consequences}
    </>
  );
}
