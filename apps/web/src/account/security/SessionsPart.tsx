import type { SignedInSession } from "@graticule/api/sign-in";
import { Button } from "@mantine/core";
import { useState } from "react";
import type { SignInAnswer } from "../../api/sign-in.ts";
import { endOtherSessions, endSession, listSessions, lookAtOwnSession } from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { DoneLine } from "../../ui/form/DoneLine.tsx";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import { useAct } from "../../ui/form/use-act.ts";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { Part } from "../../ui/page/PartsPage.tsx";

interface Listed {
  readonly own: SignedInSession | undefined;
  readonly others: readonly SignedInSession[];
}

/** This browser's session first, then the others, the last used first. */
async function listAll(): Promise<SignInAnswer<Listed>> {
  const [all, own] = await Promise.all([listSessions(), lookAtOwnSession()]);
  if (all.kind !== "ok") return all;
  const ownId = own.kind === "ok" ? own.value : undefined;
  const others = all.value
    .filter(({ id }) => id !== ownId)
    .toSorted((one, other) => other.updatedAt.getTime() - one.updatedAt.getTime());
  return { kind: "ok", value: { own: all.value.find(({ id }) => id === ownId), others } };
}

/** Where someone is signed in: this browser is marked, the others can be ended. */
export function SessionsPart() {
  const asking = useAsked("sessions", listAll);
  const [done, setDone] = useState(false);
  const { security } = accountWords;
  const endAll = useAct(
    () => endOtherSessions(),
    async () => {
      setDone(true);
      await asking.again();
    },
  );
  return (
    <Part title={security.sessions} testId="sessions">
      <Loaded asking={asking}>
        {({ own, others }) => (
          <>
            <ul className="plain-list">
              {own === undefined ? null : <SessionItem session={own} kind="own" />}
              {others.map((session) => (
                <SessionItem
                  key={session.id}
                  session={session}
                  kind="other"
                  onEnded={asking.again}
                />
              ))}
            </ul>
            {others.length === 0 ? (
              <p className="small">{security.onlyThis}</p>
            ) : (
              <div>
                <Button
                  variant="default"
                  loading={endAll.busy}
                  onClick={() => endAll.run(undefined)}
                  data-testid="end-others"
                >
                  {security.endOthers}
                </Button>
              </div>
            )}
          </>
        )}
      </Loaded>
      <FaultLine fault={endAll.fault} />
      <DoneLine text={done ? security.othersEnded : undefined} />
    </Part>
  );
}

function SessionItem(props: {
  readonly session: SignedInSession;
  readonly kind: "own" | "other";
  readonly onEnded?: () => Promise<void>;
}) {
  const { session } = props;
  const { security } = accountWords;
  const act = useAct(
    () => endSession(session.token),
    () => props.onEnded?.(),
  );
  const browser =
    session.userAgent == null || session.userAgent === ""
      ? security.unknownBrowser
      : session.userAgent;
  return (
    <li className="item">
      <div className="item-what">
        <p className="item-name">
          {browser}
          {props.kind === "own" ? <span className="badge">{security.thisOne}</span> : null}
        </p>
        <p className="small">{security.since(hostMoment(session.createdAt.toISOString()))}</p>
        <FaultLine fault={act.fault} />
      </div>
      {props.kind === "own" ? null : (
        <div className="item-acts">
          <button
            type="button"
            className="link"
            aria-label={security.endOf(browser)}
            disabled={act.busy}
            onClick={() => act.run(undefined)}
          >
            {security.end}
          </button>
        </div>
      )}
    </li>
  );
}
