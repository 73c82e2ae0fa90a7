import { useEffect, useEffectEvent } from "react";
import type { NoKeys } from "../call/call-session.ts";
import { words } from "../i18n/words.ts";
import { Notice } from "../ui/Notice.tsx";

/** Instead of an encrypted call for which there are no keys here: why, and what to do. */
export function NoKeysPage(props: {
  readonly why: NoKeys;
  readonly title: string;
  /** Another link of this meeting was opened in this tab. */
  readonly onLink: () => void;
}) {
  const said = words.call.sealed;
  const wrong = props.why === "turned-away";
  const linked = useEffectEvent(props.onLink);
  useEffect(() => {
    const listen = (): void => linked();
    window.addEventListener("hashchange", listen);
    return () => window.removeEventListener("hashchange", listen);
  }, []);
  return (
    <Notice
      title={wrong ? said.otherLink : said.cannot}
      meeting={props.title}
      testId={`no-keys-${props.why}`}
    >
      {wrong ? said.otherLinkText : said.cannotText}
    </Notice>
  );
}
