import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { lookAtHosting } from "../api/hosting.ts";
import type { ManageKey } from "../api/meetings.ts";
import { runByText } from "../call/hosting/run-by-text.ts";
import { words } from "../i18n/words.ts";
import { keyOfSecret } from "../meetings/my-meetings.ts";
import { type OwnMeeting, useOwnMeeting } from "../meetings/use-own-meeting.ts";
import { Notice } from "../ui/Notice.tsx";
import type { StateOf } from "./door-state.ts";
import { HostsWays } from "./HostsWays.tsx";

/** How often is looked who runs it, while the page is seen. */
const lookAgainMs = 5_000;
/** After so long the service has noticed that whoever reads this is gone: before, it would name them. */
const noticedMs = 1_000;

/** Out of the call by one's own wish, or because it can't be reached. Whoever runs the meeting reads who does so meanwhile. */
export function Left(props: {
  readonly code: string;
  readonly title: string | undefined;
  readonly why: StateOf<"left">["why"];
  readonly onReturn: () => void;
}) {
  const { code, why } = props;
  const own = useOwnMeeting(code);
  return (
    <Notice
      title={why === "connection" ? words.gone.lostTitle : words.gone.leftTitle}
      meeting={props.title}
      testId={why === "connection" ? "lost" : "left"}
      actions={
        <>
          <Button onClick={props.onReturn} data-testid="return-button">
            {words.gone.again}
          </Button>
          {own === undefined ? null : <HostsWays code={code} own={own} rank="second" />}
        </>
      }
    >
      {why === "connection" ? words.gone.lost : words.gone.left}
      {own === undefined ? null : <RunBy manageKey={keyOf(code, own)} />}
    </Notice>
  );
}

function keyOf(code: string, { secret }: OwnMeeting): ManageKey {
  return secret === undefined
    ? { code, credential: { kind: "session" } }
    : keyOfSecret(code, secret);
}

/** Nothing until it is known. */
function RunBy({ manageKey }: { readonly manageKey: ManageKey }) {
  const [noticed, setNoticed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setNoticed(true), noticedMs);
    return () => clearTimeout(timer);
  }, []);
  const { data } = useQuery({
    queryKey: ["run-by", manageKey.code],
    queryFn: () => lookAtHosting(manageKey),
    enabled: noticed,
    refetchInterval: lookAgainMs,
    // Of an earlier leaving nothing is told.
    gcTime: 0,
  });
  if (data?.kind !== "ok") return null;
  return (
    <p className="body" data-testid="run-by">
      {runByText(data.value.runBy)}
    </p>
  );
}
