import { Button } from "@mantine/core";
import { IconCalendarPlus, IconVideo } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useEffectEvent } from "react";
import { words } from "../i18n/words.ts";
import { fragmentOf } from "../links/link-fragment.ts";
import { makeMeetingNow } from "../meetings/create/make-meeting.ts";
import { useMaking } from "../meetings/create/use-making.ts";
import { ButtonLink } from "../ui/ButtonLink.tsx";
import { isSignedOut, startFault } from "./start-fault.ts";

/** Of someone who is signed in: a meeting at once, or one for later. */
export function StartMeeting({ name }: { readonly name: string }) {
  const { start, busy, fault } = useStart(name);
  useWish(start);
  return (
    <div className="stack gap-8">
      <div className="home-acts">
        <Button
          size="lg"
          leftSection={<IconVideo size={20} />}
          loading={busy}
          onClick={() => start()}
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
      <p
        className="error home-fault"
        role="alert"
        lang={fault?.lang}
        dir="auto"
        data-testid="start-fault"
      >
        {fault?.text}
      </p>
    </div>
  );
}

/** The same by way of signing in. Who comes back without having signed in gave it up. */
export function StartBySignIn() {
  useWish(() => undefined);
  return (
    <div className="row home-new">
      <ButtonLink
        to="/sign-in"
        search={{ next: "/" }}
        state={{ starts: true }}
        variant="default"
        leftSection={<IconVideo size={18} />}
        data-testid="start-meeting"
      >
        {words.home.start}
      </ButtonLink>
      <p className="small">{words.home.signInToMake}</p>
    </div>
  );
}

/** Makes a meeting and goes to the page before it. */
function useStart(name: string) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { run, busy, outcome } = useMaking<void>("/", {
    make: async () => {
      const made = await makeMeetingNow(words.home.meetingOf(name));
      // Who was signed out meanwhile is shown the way in.
      if (isSignedOut(made)) void queries.invalidateQueries({ queryKey: ["session"] });
      return made;
    },
    onMade: ({ code, joinUrl }) =>
      navigate({ to: "/m/$code", params: { code }, hash: fragmentOf(joinUrl) }),
  });
  return { start: run, busy, fault: startFault(outcome) };
}

/** The wish to start a meeting, taken along through signing in: told once. No link brings it. */
function useWish(tell: () => void): void {
  const navigate = useNavigate();
  // On the way to another page, this one is still shown and its location is the other's already.
  const isWished = useLocation({
    select: ({ pathname, state }) => pathname === "/" && state.starts === true,
  });
  const take = useEffectEvent(() => {
    void navigate({ to: "/", state: {}, replace: true });
    tell();
  });
  useEffect(() => {
    if (isWished) take();
  }, [isWished]);
}
