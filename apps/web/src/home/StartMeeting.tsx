import { Button } from "@mantine/core";
import { IconCalendarPlus, IconVideo } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { words } from "../i18n/words.ts";
import { fragmentOf } from "../links/link-fragment.ts";
import { type Made, makeMeetingNow } from "../meetings/create/make-meeting.ts";
import { ButtonLink } from "../ui/ButtonLink.tsx";
import { askFaultText } from "../ui/form/ask-fault.ts";

/** Someone who wasn't signed in asked to start a meeting: once they are back here, it starts. Gone with the page. */
let isAsked = false;

/** Of someone who is signed in: a meeting at once, or one for later. */
export function StartMeeting({ name }: { readonly name: string }) {
  const { start, busy, fault } = useStart(name);
  const goOn = useEffectEvent(start);
  useEffect(() => {
    if (isAsked) void goOn();
    isAsked = false;
  }, []);
  return (
    <div className="stack gap-8">
      <div className="home-acts">
        <Button
          size="lg"
          leftSection={<IconVideo size={20} />}
          loading={busy}
          onClick={() => void start()}
          data-testid="start-meeting"
        >
          {words.home.start}
        </Button>
        <ButtonLink
          to="/new"
          size="lg"
          variant="default"
          leftSection={<IconCalendarPlus size={20} />}
          data-testid="new-meeting"
        >
          {words.home.schedule}
        </ButtonLink>
      </div>
      <p className="error home-fault" role="alert" data-testid="start-fault">
        {fault}
      </p>
    </div>
  );
}

/** The same by way of signing in. */
export function StartBySignIn() {
  useEffect(() => {
    isAsked = false;
  }, []);
  return (
    <div className="row home-new">
      <ButtonLink
        to="/sign-in"
        search={{ next: "/" }}
        variant="default"
        leftSection={<IconVideo size={18} />}
        onClick={() => {
          isAsked = true;
        }}
        data-testid="start-meeting"
      >
        {words.home.start}
      </ButtonLink>
      <p className="small">{words.home.signInToMake}</p>
    </div>
  );
}

/** Makes a meeting and goes to the page before it. However often it is asked, it makes one. */
function useStart(name: string) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const underWay = useRef(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const start = async (): Promise<void> => {
    if (underWay.current) return;
    underWay.current = true;
    setBusy(true);
    setFault(undefined);
    const made = await makeMeetingNow(words.home.meetingOf(name));
    if (made.kind === "made") {
      void queries.invalidateQueries({ queryKey: ["meetings"] });
      const { code, joinUrl } = made.created;
      return await navigate({ to: "/m/$code", params: { code }, hash: fragmentOf(joinUrl) });
    }
    setFault(faultOf(made));
    // Who was signed out meanwhile is shown the way in.
    void queries.invalidateQueries({ queryKey: ["session"] });
    underWay.current = false;
    setBusy(false);
  };
  return { start, busy, fault };
}

function faultOf(made: Exclude<Made, { kind: "made" }>): string {
  if (made.kind === "no-keys") return words.incomplete.cannot;
  if (made.kind === "code-kept") return words.app.failed;
  const { answer } = made;
  if (answer.kind === "offline") return askFaultText("offline");
  return askFaultText(answer.code === "too-many" ? "too-many" : "failed");
}
