import { Link, useLocation } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useEffect, useSyncExternalStore } from "react";
import { useSession } from "../../api/use-session.ts";
import { englishForNow, isEnglishOnly } from "../../i18n/languages.ts";
import { readsEnglish } from "../../i18n/reader.ts";
import { frameLanguage, frameWords, onLanguage, words } from "../../i18n/words.ts";
import { AccountMenu } from "./AccountMenu.tsx";
import { Attributions } from "./Attributions.tsx";
import { InForceLine } from "./InForceLine.tsx";
import { LanguageChooser } from "./LanguageChooser.tsx";
import { Logo } from "./Logo.tsx";

/**
 * The frame of every page but the call: at the top the name, the account and the language, at the foot
 * the public log, which leads to the process. Header, page and foot begin at one edge; the header is the same
 * while a page loads.
 */
export function Shell(props: {
  readonly title: string;
  /** Of which meeting, where its reader may know: it stands in the window's title. */
  readonly meeting?: string | undefined;
  /** Text and forms; lists and tables; columns beside each other. */
  readonly width?: "narrow" | "medium" | "wide";
  readonly centred?: boolean;
  /** The page says where someone is: its foot says who the data is from. */
  readonly places?: boolean;
  readonly children: ReactNode;
}) {
  useTitle(props.title, props.meeting);
  const frame = useSyncExternalStore(onLanguage, frameLanguage);
  const english = useLocation({ select: ({ pathname }) => isEnglishOnly(pathname) });
  const className = [
    "shell-main",
    props.width ?? "narrow",
    ...(props.centred === true ? ["centred"] : []),
  ].join(" ");
  return (
    <div className="shell">
      <button type="button" className="skip link" onClick={skip}>
        {frameWords.app.skip}
      </button>
      <header className="shell-top" lang={frame.tag}>
        <Link to="/" className="shell-brand">
          <Logo />
          <span dir={frame.dir}>{frameWords.app.name}</span>
        </Link>
        <div className="shell-menus">
          <AccountMenu />
          <LanguageChooser />
        </div>
      </header>
      <OperatorActsLine />
      <main id="page" className={className} tabIndex={-1}>
        {props.children}
      </main>
      <InForceLine />
      <footer className="shell-foot small" lang={frame.tag}>
        <span className="row shell-links">
          <ToLog dir={frame.dir} />
          <ToReport dir={frame.dir} />
        </span>
        {props.places === true ? <Attributions /> : null}
        <AboutLanguage english={english} />
      </footer>
    </div>
  );
}

const OperatorActs = lazy(async () => {
  const { OperatorActs: drawn } = await import("./OperatorActs.tsx");
  return { default: drawn };
});

/** Loaded only where there is something of it. */
function OperatorActsLine() {
  const acts = useSession().session?.person?.operatorActs;
  if (acts === undefined) return null;
  return (
    <Suspense fallback={null}>
      <OperatorActs acts={acts} />
    </Suspense>
  );
}

/** Until there is something to draw. Seen only where that takes long: most answers are there before. */
export function Loading(props: { readonly text?: string; readonly small?: boolean }) {
  return (
    <p className={`late ${props.small === true ? "small" : "lead"}`} role="status">
      {props.text ?? words.app.loading}
    </p>
  );
}

/** In place of a page that is to come, in the same frame. */
export function LoadingPage(props: { readonly title: string; readonly text?: string }) {
  return (
    <Shell title={props.title}>
      <Loading {...(props.text === undefined ? {} : { text: props.text })} />
    </Shell>
  );
}

/** To someone who chose another language: that this page is in English, or that a machine translated it. */
function AboutLanguage({ english }: { readonly english: boolean }) {
  const { machine, dir } = frameLanguage();
  if (english && !readsEnglish()) {
    return (
      <span lang="en" dir="ltr" data-testid="english-for-now">
        {englishForNow}
      </span>
    );
  }
  return machine ? (
    <span dir={dir} data-testid="machine-translated">
      {frameWords.app.machine}
    </span>
  ) : null;
}

/** To the page itself. No link: in the address its fragment would take the place of what opens the meeting. */
function skip(): void {
  const page = document.getElementById("page");
  page?.focus({ preventScroll: true });
  page?.scrollIntoView();
}

/** Of a text in the reader's language on a page in English; its row stays as the page is. */
interface Written {
  readonly dir: "ltr" | "rtl";
}

/** No page leads to itself; these pages are there, or lead to the log by themselves. */
const leadsToLog = /^\/(transparency|process|orders\/[^/]+)?$/;

function ToLog({ dir }: Written) {
  const there = useLocation({ select: ({ pathname }) => leadsToLog.test(pathname) });
  if (there) return null;
  return (
    <Link to="/transparency" dir={dir} className="quiet-link" data-testid="to-log">
      {frameWords.app.inPublic}
    </Link>
  );
}

/** From the pages of a meeting's link. */
function ToReport({ dir }: Written) {
  const code = useLocation({ select: ({ pathname }) => /^\/m\/([a-z-]+)$/.exec(pathname)?.[1] });
  if (code === undefined) return null;
  return (
    <Link
      to="/report/$code"
      params={{ code }}
      hash
      dir={dir}
      className="quiet-link"
      data-testid="to-report"
    >
      {frameWords.report.title}
    </Link>
  );
}

/** The browser's title of the page: what it is, then which meeting it is about or whose page it is. */
export function useTitle(title: string, about: string = frameWords.app.name): void {
  useEffect(() => {
    document.title = title === about ? title : `${title} · ${about}`;
  }, [title, about]);
}
