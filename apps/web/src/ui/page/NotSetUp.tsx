import { hostWords } from "../../i18n/host-words.ts";
import { words } from "../../i18n/words.ts";
import { Shell } from "./Shell.tsx";
import "./not-set-up.css";

/** Only the person who installed the service can go on from here; it is in English. */
export function NotSetUp() {
  const { home } = hostWords;
  return (
    <div className="stack home" lang="en" dir="ltr" data-testid="not-set-up">
      <h1 className="home-title">{home.notSetUpTitle}</h1>
      <p className="lead">{home.notSetUp}</p>
      <div className="stack gap-6">
        <p className="small">{home.notSetUpLost}</p>
        <code className="home-command">{home.setupCommand}</code>
      </div>
      <p className="body home-what">{words.app.tagline}</p>
    </div>
  );
}

/** In place of a page for which there has to be an account. */
export function NotSetUpPage() {
  return (
    <Shell title={hostWords.home.notSetUpTitle} centred>
      <NotSetUp />
    </Shell>
  );
}
