import type { SignedInSession } from "@graticule/api/sign-in";
import { Button } from "@mantine/core";
import { useState } from "react";
import {
  endOtherSessions,
  endSession,
  listSessions,
  lookAtOwnSession,
  type SignInAnswer,
} from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { DoneLine } from "../../ui/form/DoneLine.tsx";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import { useAct } from "../../ui/form/use-act.ts";
import { LinkButton } from "../../ui/LinkButton.tsx";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";

const { security } = accountWords;

interface Listed {
  readonly session: SignedInSession;
  /** Of this browser. */
  readonly isOwn: boolean;
}

/** This browser's session first, then the others, the last used first. */
async function listAll(): Promise<SignInAnswer<readonly Listed[]>> {
  const [all, own] = await Promise.all([listSessions(), lookAtOwnSession()]);
  if (all.kind !== "ok") return all;
  const ownId = own.kind === "ok" ? own.value : undefined;
  const listed = all.value
    .map((session) => ({ session, isOwn: session.id === ownId }))
    .toSorted(
      (one, other) =>
        Number(other.isOwn) - Number(one.isOwn) ||
        other.session.updatedAt.getTime() - one.session.updatedAt.getTime(),
    );
  return { kind: "ok", value: listed };
}

/** Where a person is signed in: this browser is marked, the others can be ended. */
export function SessionsPart() {
  const asking = useAsked("sessions", listAll);
  const [done, setDone] = useState(false);
  const endAll = useAct(
    () => endOtherSessions(),
    async () => {
      setDone(true);
      await asking.again();
    },
  );
  return (
    <PagePart title={security.sessions} testId="sessions">
      <Loaded asking={asking}>
        {(listed) => (
          <>
            <ul className="plain-list">
              {listed.map((one) => (
                <SessionItem key={one.session.id} {...one} onEnded={asking.again} />
              ))}
            </ul>
            {listed.every(({ isOwn }) => isOwn) ? (
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
    </PagePart>
  );
}

function SessionItem(props: Listed & { readonly onEnded: () => Promise<void> }) {
  const { session, isOwn } = props;
  const act = useAct(() => endSession(session.token), props.onEnded);
  const browser =
    session.userAgent == null || session.userAgent === ""
      ? security.unknownBrowser
      : session.userAgent;
  return (
    <li className="item">
      <div className="item-what">
        <p className="item-name">
          {browser}
          {isOwn ? <span className="badge">{security.thisOne}</span> : null}
        </p>
        <p className="small">{security.since(hostMoment(session.createdAt.toISOString()))}</p>
        <FaultLine fault={act.fault} />
      </div>
      {isOwn ? null : (
        <div className="item-acts">
          <LinkButton
            label={security.endOf(browser)}
            disabled={act.busy}
            onClick={() => act.run(undefined)}
          >
            {security.end}
          </LinkButton>
        </div>
      )}
    </li>
  );
}
