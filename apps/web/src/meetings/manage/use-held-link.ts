import type { MeetingManaged } from "@graticule/api/meetings";
import type { HostHash } from "@graticule/e2ee/host-key";
import type { LinkSecret } from "@graticule/e2ee/link-secret";
import { useCallback, useEffect, useRef, useState } from "react";
import type { ManageKey } from "../../api/meetings.ts";
import { type HeldLink, heldLink, hostOf, isHostOf, judgeBrought } from "../../links/held-link.ts";
import { manageFragment, manageSecretsIn } from "../../links/link-fragment.ts";
import { forgetLink, inAddress, keepMeeting, keptLink } from "../../links/my-meetings.ts";
import { deviceStorage } from "../../storage/storage.ts";

/** What this page has of the meeting's link. */
interface PageLink extends HeldLink {
  /** Who vouches in the meeting, as this device knows it. */
  readonly host: HostHash | undefined;
  /** Whether `hostSeed` is the key that the link names. */
  readonly canVouch: boolean;
}

/** What this page has of the link, beside the service's word on it. */
export interface ManagedLink extends PageLink {
  /** Whether the service names the host key that this device knows. */
  readonly told: "agrees" | "another-host";
}

/** Takes a link that the host pasted, or that this page made. */
type OnLink = (brought: { readonly linkSecret: LinkSecret } & HeldLink) => Promise<void>;

/** A meeting that is managed here. */
export interface Managing {
  readonly manageKey: ManageKey;
  /** Its join link is whole where this device knows what makes it so. */
  readonly managed: MeetingManaged;
  readonly refresh: () => Promise<void>;
  readonly link: ManagedLink;
  readonly onLink: OnLink;
}

/** The link that was opened has another host key than the one that is kept: for the host to decide. */
export interface LinkQuestion {
  /** Undefined: it names none. */
  readonly named: HostHash | undefined;
  /** Takes what was opened; what was kept is lost. */
  readonly take: () => void;
  /** Stays with what is kept. */
  readonly refuse: () => void;
}

/**
 * The meeting's link secret and its host key, as the management link or this browser has them. They are
 * kept here, and the secret is in the address where that is a management link; the service gets none of
 * it. `link` is undefined until it was read.
 */
export function useHeldLink({ code, credential }: ManageKey, title: string | undefined) {
  const [link, setLink] = useState<PageLink>();
  const [question, setQuestion] = useState<LinkQuestion>();
  const held = useRef<HeldLink>(undefined);

  const use = useCallback(async (next: HeldLink): Promise<void> => {
    held.current = next;
    const [host, canVouch] = [await hostOf(next), await isHostOf(next.linkSecret, next.hostSeed)];
    if (held.current === next) setLink({ ...next, host, canVouch });
  }, []);

  const adopt: OnLink = useCallback(
    async ({ linkSecret, hostSeed }) => {
      const seed = (await isHostOf(linkSecret, hostSeed)) ? hostSeed : held.current?.hostSeed;
      await use(heldLink(linkSecret, seed));
    },
    [use],
  );

  useEffect(() => {
    let isGone = false;
    // Also when another management link is opened in this tab.
    const look = async (): Promise<void> => {
      const kept = held.current ?? keptLink(deviceStorage, code);
      const judged = await judgeBrought(kept, manageSecretsIn(window.location.hash));
      if (isGone) return;
      if (judged.kind === "taken") {
        await use(judged.held);
        return setQuestion(undefined);
      }
      // Nothing is kept until the question is answered.
      const take = async (): Promise<void> => {
        await use(judged.held);
        forgetLink(deviceStorage, code);
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
  }, [code, use]);

  const { linkSecret, hostSeed } = link ?? {};
  useEffect(() => {
    if (title === undefined || link === undefined || question !== undefined) return;
    const all = {
      ...(credential.kind === "secret" && { secret: credential.secret }),
      ...heldLink(linkSecret, hostSeed),
    };
    if (Object.keys(all).length === 0) return;
    keepMeeting(deviceStorage, { code, title, keptAt: Date.now(), ...all });
    const { history, location } = window;
    if (location.hash === "") return;
    const fragment = manageFragment(inAddress(deviceStorage, code, all));
    history.replaceState(history.state, "", `${location.pathname}${location.search}#${fragment}`);
  }, [code, credential, title, link, linkSecret, hostSeed, question]);

  return { link, question, adopt };
}

/** Loads the page again, by what is kept. */
function withoutFragment(): void {
  const { history, location } = window;
  history.replaceState(history.state, "", location.pathname + location.search);
  location.reload();
}
