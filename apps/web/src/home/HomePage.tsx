import type { Session } from "@graticule/api/session";
import { Button } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useSession } from "../api/use-session.ts";
import { words } from "../i18n/words.ts";
import { fragmentOf } from "../links/link-fragment.ts";
import { parseMeetingLink } from "../links/meeting-link.ts";
import { TextField } from "../ui/form/TextField.tsx";
import { Loading, Shell } from "../ui/page/Shell.tsx";
import "./home.css";
import { NotSetUp } from "../ui/page/NotSetUp.tsx";
import { HomeMeridians } from "./HomeMeridians.tsx";
import { MyMeetings } from "./MyMeetings.tsx";
import { StartBySignIn, StartMeeting } from "./StartMeeting.tsx";

export function HomePage() {
  // Without an answer the page offers what everyone can do; until one is known, nothing that would jump.
  const { answer, session } = useSession();
  return (
    <Shell title={words.app.name} centred>
      <HomeMeridians />
      {answer === undefined ? <Loading /> : <Body session={session} />}
    </Shell>
  );
}

function Body({ session }: { readonly session: Session | undefined }) {
  return session?.setUp === false ? <NotSetUp /> : <Start session={session} />;
}

/** What comes first: for someone with an account, starting a meeting; for anyone else, joining one. */
function Start({ session }: { readonly session: Session | undefined }) {
  const person = session?.person;
  if (person === undefined) {
    return (
      <div className="stack home">
        <h1 className="home-title">{words.home.title}</h1>
        <p className="lead home-what">{words.app.tagline}</p>
        <LinkField isFirst />
        <StartBySignIn />
        <MyMeetings signedIn={false} />
        <p className="small">
          <ToLog />
        </p>
      </div>
    );
  }
  return (
    <div className="stack home">
      <h1 className="home-title">{words.home.meetings}</h1>
      <StartMeeting name={person.name} />
      <LinkField />
      {/* Above the tagline: a running meeting is in sight on a phone too. */}
      <MyMeetings signedIn />
      <p className="small home-what">
        {words.app.tagline} <ToLog />
      </p>
    </div>
  );
}

const ToLog = () => (
  <Link to="/transparency" className="quiet-link" data-testid="to-log">
    {words.app.inPublic}
  </Link>
);

function LinkField({ isFirst = false }: { readonly isFirst?: boolean }) {
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
        size={isFirst ? "lg" : "md"}
        label={words.home.linkLabel}
        placeholder={`${window.location.origin}/m/…`}
        value={text}
        error={wrong ? words.home.linkWrong : undefined}
        onChange={setText}
        testId="meeting-code"
      />
      <Button
        type="submit"
        size={isFirst ? "lg" : "md"}
        variant={isFirst ? "filled" : "default"}
        rightSection={<IconArrowRight size={18} className="mirrored" />}
        data-testid="go"
      >
        {words.home.go}
      </Button>
    </form>
  );
}
