import { Link, useLocation } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { englishForNow, isEnglishOnly } from "../../i18n/languages.ts";
import { readsEnglish } from "../../i18n/reader.ts";
import { words } from "../../i18n/words.ts";
import { Attributions } from "./Attributions.tsx";
import { LanguageChooser } from "./LanguageChooser.tsx";
import { Logo } from "./Logo.tsx";
import { PersonLinks } from "./PersonLinks.tsx";

/** The frame of every page but the call: the name at the top, the process and the public log at the foot. */
export function Shell(props: {
  readonly title: string;
  readonly width?: "narrow" | "medium" | "wide";
  readonly centred?: boolean;
  /** The page says where someone is: its foot says who the data is from. */
  readonly places?: boolean;
  /** Beside the name at the top: where else to go; absent on a host's page: where a person can. */
  readonly top?: ReactNode;
  readonly children: ReactNode;
}) {
  useTitle(props.title);
  const english = useLocation({ select: ({ pathname }) => isEnglishOnly(pathname) });
  const className = [
    "shell-main",
    props.width ?? "narrow",
    ...(props.centred === true ? ["centred"] : []),
  ].join(" ");
  return (
    <div className="shell">
      <button type="button" className="skip link" onClick={skip}>
        {words.app.skip}
      </button>
      <header className="shell-top">
        <Link to="/" className="shell-brand">
          <Logo />
          <span>{words.app.name}</span>
        </Link>
        {props.top ?? (english ? <PersonLinks /> : null)}
      </header>
      <main id="page" className={className} tabIndex={-1}>
        {props.children}
      </main>
      <footer className="shell-foot small">
        <span className="row shell-links">
          <ToProcess />
          <ToLog />
          <ToReport />
        </span>
        {props.places === true ? <Attributions /> : null}
        {english ? <EnglishForNow /> : <LanguageChooser />}
      </footer>
    </div>
  );
}

function EnglishForNow() {
  return readsEnglish() ? null : <span data-testid="english-for-now">{englishForNow}</span>;
}

/** To the page itself. No link: in the address its fragment would take the place of what opens the meeting. */
function skip(): void {
  const page = document.getElementById("page");
  page?.focus({ preventScroll: true });
  page?.scrollIntoView();
}

/** No page leads to itself. */
function ToProcess() {
  const there = useLocation({ select: ({ pathname }) => pathname === "/process" });
  if (there) return null;
  return (
    <Link to="/process" className="quiet-link">
      {words.app.process}
    </Link>
  );
}

/** These pages are there, or lead to the log by themselves. */
const leadsToLog = /^\/(transparency|process|orders\/[^/]+)?$/;

function ToLog() {
  const there = useLocation({ select: ({ pathname }) => leadsToLog.test(pathname) });
  if (there) return null;
  return (
    <Link to="/transparency" className="quiet-link" data-testid="to-log">
      {words.app.inPublic}
    </Link>
  );
}

/** From the pages of a meeting's link. */
function ToReport() {
  const code = useLocation({ select: ({ pathname }) => /^\/m\/([a-z-]+)$/.exec(pathname)?.[1] });
  if (code === undefined) return null;
  return (
    <Link to="/report/$code" params={{ code }} hash className="quiet-link" data-testid="to-report">
      {words.report.title}
    </Link>
  );
}

/** The browser's title of the page. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === words.app.name ? words.app.name : `${title} · ${words.app.name}`;
  }, [title]);
}
