import type { Session } from "@graticule/api/session";
import { Button } from "@mantine/core";
import { IconArrowRight, IconPlus } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useSession } from "../api/use-session.ts";
import { words } from "../i18n/words.ts";
import { fragmentOf } from "../links/link-fragment.ts";
import { parseMeetingLink } from "../links/meeting-link.ts";
import { ButtonLink } from "../ui/ButtonLink.tsx";
import { TextField } from "../ui/form/TextField.tsx";
import { Shell } from "../ui/page/Shell.tsx";
import "./home.css";
import { NotSetUp } from "../ui/page/NotSetUp.tsx";
import { HomeMeridians } from "./HomeMeridians.tsx";
import { MyMeetings } from "./MyMeetings.tsx";

export function HomePage() {
  // Without an answer the page offers what everyone can do.
  const { session } = useSession();
  return (
    <Shell title={words.app.name} centred>
      <HomeMeridians />
      {session?.setUp === false ? <NotSetUp /> : <Start session={session} />}
    </Shell>
  );
}

function Start({ session }: { readonly session: Session | undefined }) {
  const signedIn = session?.person !== undefined;
  return (
    <div className="stack home">
      <h1 className="home-title">{words.home.title}</h1>
      <LinkField />
      <div className="row home-new">
        <NewMeeting signedIn={signedIn || session === undefined} />
        {session !== undefined && !signedIn ? (
          <p className="small">{words.home.signInToMake}</p>
        ) : null}
      </div>
      {/* Above the tagline: a running meeting is in sight on a phone too. */}
      {signedIn ? <MyMeetings signedIn /> : null}
      <p className="body home-what">
        {words.app.tagline}{" "}
        <Link to="/transparency" className="quiet-link" data-testid="to-log">
          {words.app.inPublic}
        </Link>
      </p>
      {signedIn ? null : <MyMeetings signedIn={false} />}
    </div>
  );
}

/** By way of signing in, where that is needed. */
function NewMeeting({ signedIn }: { readonly signedIn: boolean }) {
  return (
    <ButtonLink
      {...(signedIn ? { to: "/new" } : { to: "/sign-in", search: { next: "/new" } })}
      variant="default"
      leftSection={<IconPlus size={18} />}
      data-testid="new-meeting"
    >
      {words.home.newMeeting}
    </ButtonLink>
  );
}

function LinkField() {
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState(false);
  const go = (event: FormEvent): void => {
    event.preventDefault();
    const code = parseMeetingLink(text);
    setWrong(code === undefined);
    const hash = fragmentOf(text.trim());
    if (code !== undefined) void navigate({ to: "/m/$code", params: { code }, hash });
  };
  return (
    <form className="home-code" onSubmit={go} noValidate>
      <TextField
        verbatim
        size="lg"
        label={words.home.linkLabel}
        placeholder={`${window.location.origin}/m/…`}
        value={text}
        error={wrong ? words.home.linkWrong : undefined}
        onChange={setText}
        testId="meeting-code"
      />
      <Button
        type="submit"
        size="lg"
        rightSection={<IconArrowRight size={18} className="mirrored" />}
        data-testid="go"
      >
        {words.home.go}
      </Button>
    </form>
  );
}
