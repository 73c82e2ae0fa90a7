import { Button, TextInput } from "@mantine/core";
import { IconArrowRight, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { lookAtSession } from "../api/meetings.ts";
import { words } from "../i18n/words.ts";
import { parseMeetingLink } from "../meetings/meeting-link.ts";
import { ButtonLink } from "../ui/ButtonLink.tsx";
import { Shell } from "../ui/Shell.tsx";
import "./home.css";
import { HomeMeridians } from "./HomeMeridians.tsx";
import { MyMeetings } from "./MyMeetings.tsx";

export function HomePage() {
  const session = useQuery({ queryKey: ["session"], queryFn: lookAtSession });
  // Whoever got no answer may be the operator or not.
  const known = session.data?.kind === "ok";
  const operator = session.data?.kind === "ok" && session.data.value.operator;
  return (
    <Shell title={words.app.name} centred>
      <HomeMeridians />
      <div className="stack home">
        <h1 className="home-title">{words.app.tagline}</h1>
        <CodeField />
        <div className="home-new">
          {operator ? (
            <ButtonLink
              to="/new"
              variant="default"
              leftSection={<IconPlus size={18} />}
              data-testid="new-meeting"
            >
              {words.home.newMeeting}
            </ButtonLink>
          ) : null}
          {known && !operator ? <p className="small">{words.home.needsOperator}</p> : null}
        </div>
        <MyMeetings operator={operator} />
      </div>
    </Shell>
  );
}

function CodeField() {
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState(false);
  const go = (event: FormEvent): void => {
    event.preventDefault();
    const code = parseMeetingLink(text);
    setWrong(code === undefined);
    if (code !== undefined) void navigate({ to: "/m/$code", params: { code } });
  };
  return (
    <form className="home-code" onSubmit={go} noValidate>
      <TextInput
        size="lg"
        label={words.home.codeLabel}
        placeholder={words.home.codePlaceholder}
        value={text}
        error={wrong ? words.home.codeWrong : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        data-testid="meeting-code"
      />
      <Button type="submit" size="lg" rightSection={<IconArrowRight size={18} />} data-testid="go">
        {words.home.go}
      </Button>
    </form>
  );
}
