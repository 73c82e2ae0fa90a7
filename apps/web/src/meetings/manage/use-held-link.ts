import type { HostHash } from "@graticule/e2ee/host-key";
import type { LinkSecret } from "@graticule/e2ee/link-secret";
import { useCallback, useEffect, useRef, useState } from "react";
import type { ManageKey } from "../../api/meetings.ts";
import { type HeldLink, heldLink, hostOf, isHostOf, judgeBrought } from "../../links/held-link.ts";
import { manageFragment, manageSecretsIn } from "../../links/link-fragment.ts";
import { forgetLink, inAddress, keepMeeting, keptLink } from "../../links/my-meetings.ts";

/** What this page has of the meeting's link, as it goes on with it. */
interface PageLink extends HeldLink {
  /** Who vouches in the meeting, as this device knows it. */
  readonly host: HostHash | undefined;
  /** Whether `hostSeed` is the key that the link names. */
  readonly canVouch: boolean;
}

/** The same beside what the service says. */
export interface ManagedLink extends PageLink {
  /** Whether the service names the host key that this device knows. */
  readonly told: "agrees" | "another-host";
}

/** The host's own act: it was pasted, or made by this page. */
export type OnLink = (brought: { readonly linkSecret: LinkSecret } & HeldLink) => Promise<void>;

/** The link that was opened has another host key than the one that is kept: for the host to decide. */
export interface LinkQuestion {
  /** Undefined: it names none. */
  readonly named: HostHash | undefined;
  /** Goes on with what was opened; what was kept is lost. */
  readonly take: () => void;
  /** Goes on with what is kept. */
  readonly refuse: () => void;
}

/**
 * What makes the meeting's join link whole, and the host key, as the management link or this browser has them: kept here, and the first of them in the
 * address where that is a management link. The service gets none of it. `link` is undefined until it is looked at.
 */
export function useHeldLink({ code, credential }: ManageKey, title: string | undefined) {
  const [link, setLink] = useState<PageLink>();
  const [question, setQuestion] = useState<LinkQuestion>();
  const held = useRef<HeldLink>(undefined);

  const goOn = useCallback(async (next: HeldLink): Promise<void> => {
    held.current = next;
    const [host, canVouch] = [await hostOf(next), await isHostOf(next.linkSecret, next.hostSeed)];
    if (held.current === next) setLink({ ...next, host, canVouch });
  }, []);

  const adopt: OnLink = useCallback(
    async ({ linkSecret, hostSeed }) => {
      const seed = (await isHostOf(linkSecret, hostSeed)) ? hostSeed : held.current?.hostSeed;
      await goOn(heldLink(linkSecret, seed));
    },
    [goOn],
  );

  useEffect(() => {
    let isGone = false;
    // Also when another management link is opened where this page is open.
    const look = async (): Promise<void> => {
      const kept = held.current ?? keptLink(window.localStorage, code);
      const judged = await judgeBrought(kept, manageSecretsIn(window.location.hash));
      if (isGone) return;
      if (judged.kind === "taken") {
        await goOn(judged.held);
        return setQuestion(undefined);
      }
      // Until the question goes, nothing is kept.
      const take = async (): Promise<void> => {
        await goOn(judged.held);
        forgetLink(window.localStorage, code);
        setQuestion(undefined);
      };
      setQuestion({ named: judged.named, take: () => void take(), refuse: withoutFragment });
    };
    const onLook = (): void => void look();
    onLook();
    window.addEventListener("hashchange", onLook);
    return () => {
      isGone = true;
      window.removeEventListener("hashchange", onLook);
    };
  }, [code, goOn]);

  const { linkSecret, hostSeed } = link ?? {};
  useEffect(() => {
    if (title === undefined || link === undefined || question !== undefined) return;
    const all = {
      ...(credential.kind === "secret" ? { secret: credential.secret } : {}),
      ...heldLink(linkSecret, hostSeed),
    };
    if (Object.keys(all).length === 0) return;
    keepMeeting(window.localStorage, { code, title, keptAt: Date.now(), ...all });
    const { history, location, localStorage } = window;
    if (location.hash === "") return;
    const fragment = manageFragment(inAddress(localStorage, code, all));
    history.replaceState(history.state, "", `${location.pathname}#${fragment}`);
  }, [code, credential, title, link, linkSecret, hostSeed, question]);

  return { link, question, adopt };
}

/** The page begins anew by what is kept. */
function withoutFragment(): void {
  const { history, location } = window;
  history.replaceState(history.state, "", location.pathname);
  location.reload();
}
