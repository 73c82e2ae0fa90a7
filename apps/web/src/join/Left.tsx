import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { answered } from "../api/client.ts";
import { lookAtHosting } from "../api/hosting.ts";
import { type ManageKey, manageMeeting } from "../api/meetings.ts";
import { runByText } from "../i18n/run-by-text.ts";
import { words } from "../i18n/words.ts";
import { keyOfSecret } from "../links/my-meetings.ts";
import { type OwnMeeting, useOwnMeeting } from "../links/use-own-meeting.ts";
import { Notice } from "../ui/page/Notice.tsx";
import type { StateOf } from "./door-state.ts";
import { HostLinks } from "./HostLinks.tsx";

/** How often it is asked who runs it, while the page is visible. */
const lookAgainMs = 5_000;
/** By then the service has noticed that this person left: before, it would name them. */
const noticedMs = 1_000;

const shown = {
  "own-wish": { testId: "left", title: "leftTitle", text: "left" },
  connection: { testId: "lost", title: "lostTitle", text: "lost" },
  elsewhere: { testId: "elsewhere", title: "elsewhereTitle", text: "elsewhere" },
} as const;

/** Out of the call: by choice, because it can't be reached, or because another tab has the seat. A host reads who runs the meeting meanwhile. */
export function Left(props: {
  readonly code: string;
  readonly title: string | undefined;
  readonly why: StateOf<"left">["why"];
  readonly onReturn: () => void;
}) {
  const { code } = props;
  const { testId, title, text } = shown[props.why];
  const own = useOwnMeeting(code);
  return (
    <Notice
      title={words.gone[title]}
      meeting={props.title}
      testId={testId}
      actions={
        <>
          <Button onClick={props.onReturn} data-testid="return-button">
            {words.gone.again}
          </Button>
          {own === undefined ? null : <HostLinks code={code} own={own} rank="second" />}
        </>
      }
    >
      {own === undefined ? (
        words.gone[text]
      ) : (
        <ToHost manageKey={keyOf(code, own)} why={props.why} said={words.gone[text]} />
      )}
    </Notice>
  );
}

function keyOf(code: string, { secret }: OwnMeeting): ManageKey {
  return secret === undefined
    ? { code, credential: { kind: "session" } }
    : keyOfSecret(code, secret);
}

/** Who runs it or that no one is inside; neither until it is known. */
function ToHost(props: {
  readonly manageKey: ManageKey;
  readonly why: StateOf<"left">["why"];
  readonly said: string;
}) {
  const { manageKey, why, said } = props;
  const [noticed, setNoticed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setNoticed(true), noticedMs);
    return () => clearTimeout(timer);
  }, []);
  const { data } = useQuery({
    queryKey: ["run-by", manageKey.code],
    queryFn: async () => {
      const [hosting, managed] = await Promise.all([
        lookAtHosting(manageKey),
        manageMeeting(manageKey),
      ]);
      return { runBy: answered(hosting)?.runBy, inside: answered(managed)?.inside };
    },
    enabled: noticed,
    refetchInterval: lookAgainMs,
    // Nothing from before an earlier return.
    gcTime: 0,
  });
  if (why === "own-wish" && data?.inside === 0) return words.gone.leftAlone;
  return (
    <>
      {said}
      {data?.runBy === undefined ? null : (
        <p className="body" data-testid="run-by">
          {runByText(data.runBy)}
        </p>
      )}
    </>
  );
}
