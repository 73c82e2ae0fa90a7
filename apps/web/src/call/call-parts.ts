import type { HostAct, HostRole, RoomView } from "@graticule/api/hosting";
import type { JoinAdmitted } from "@graticule/api/meetings";
import type { KeysState } from "@graticule/e2ee/keys-state";
import { hostHashIn, type LinkSecret } from "@graticule/e2ee/link-secret";
import { createContext, useContext, useSyncExternalStore } from "react";
import { actAsHost } from "../api/hosting.ts";
import { enterJoin } from "../api/joins.ts";
import type { ManageKey } from "../api/meetings.ts";
import { withinSentence } from "../i18n/within-sentence.ts";
import { words } from "../i18n/words.ts";
import type { RoomFeed } from "../join/room-feed.ts";
import type { DeviceChoice } from "../media/device-choice.ts";
import { onSubdivisions, subdivisions } from "../places/known-subdivisions.ts";
import { later } from "../signals/later.ts";
import { CallNames, type NamesNow } from "./call-names.ts";
import { type CallListener, CallSession, type CallState } from "./call-session.ts";
import { HostTools } from "./hosting/host-tools.ts";
import { mayHost } from "./hosting/powers.ts";
import { ReadRows } from "./hosting/read-rows.ts";
import { ShownRoles, shownRoleOf } from "./hosting/shown-roles.ts";
import type { Compared } from "./keys/comparing.ts";
import type { SealHealth } from "./keys/frames/frame-tally.ts";
import { type OwnKeys, type SealedCall, sealCall } from "./keys/sealed-call.ts";
import type { Unlisted } from "./keys/unlisted.ts";
import { type Acted, actedOf, VouchDesk } from "./keys/vouch-desk.ts";
import { watchUnlisted } from "./keys/watch-unlisted.ts";
import { Announcer } from "./notices/announcer.ts";
import { NoticeBoard } from "./notices/notice-board.ts";
import { Roster } from "./roster/roster.ts";
import { talkOf } from "./talk/room-talk.ts";
import type { Talk, TalkNews, TalkState } from "./talk/talk.ts";

/** One participation in a call, except what is drawn. */
export interface CallParts {
  readonly admitted: JoinAdmitted;
  readonly session: CallSession;
  readonly talk: Talk;
  readonly board: NoticeBoard;
  readonly announcer: Announcer;
  readonly feed: RoomFeed;
  readonly roster: Roster;
  readonly tools: HostTools;
  /** Absent: not encrypted end to end. */
  readonly sealed: SealedCall | undefined;
  /** Absent: not vouched. */
  readonly vouching: VouchDesk | undefined;
  /** For the lists of those who wait or have no keys. */
  readonly readRows: ReadRows;
  /** Absent: not encrypted end to end. */
  readonly unlisted: Unlisted | undefined;
  /** Lets this person act as host, if they may. */
  readonly insideKey: ManageKey;
  readonly names: CallNames;
  readonly roles: ShownRoles;
}

export function createCall(
  admitted: JoinAdmitted,
  devices: DeviceChoice,
  outside: {
    readonly feed: RoomFeed;
    readonly listener: CallListener;
    /** Of the meeting's link. */
    readonly secret: LinkSecret | undefined;
    readonly own: OwnKeys;
  },
): CallParts {
  const { feed, listener } = outside;
  const sealed = sealedOf(admitted, outside);
  const board = new NoticeBoard({ later });
  const announcer = new Announcer({ now: () => Date.now(), later });
  const session = new CallSession(admitted, devices, {
    sealed,
    newToken: () => newTokenOf(admitted),
    listener: {
      ...listener,
      onMuted: () => {
        listener.onMuted();
        // The event stream announces a mute by the service.
        if (!feed.wasMuted()) board.tell({ key: "muted", text: words.call.told.muted });
      },
    },
  });
  const names = new CallNames();
  // Oneself, until the engine lists the participants.
  names.see([{ identity: admitted.identity, name: admitted.name }]);
  sealed?.line.subscribe(() => names.prove(sealed.line.state.insiders));
  const roster = new Roster(session.room, {
    later,
    onAttendees: (people) => names.see(people),
    moving: session.moving,
  });
  roster.subscribe(names.tell);
  const talk = talkOf(session.room, {
    sealed,
    nameOf: names.of,
    mayHost: (identity) => mayHost(feed.current(), identity),
    onNews: (news) => tellNews(news, { board, announcer }),
  });
  const { joinId, key, meeting } = admitted;
  const insideKey = { code: meeting.code, credential: { kind: "join", joinId, key } } as const;
  const vouching = sealed && vouchingIn({ ...outside, insideKey }, sealed);
  const tools = new HostTools({
    act: async (act) => {
      const taken = vouching?.clicked(act);
      const answer = await actAsHost(insideKey, act);
      if (answer.kind === "ok") taken?.();
      return answer;
    },
    view: feed.current,
    board,
  });
  const unlisted = sealed === undefined ? undefined : watchUnlisted(session.room, sealed.line);
  return {
    admitted,
    session,
    talk,
    board,
    announcer,
    feed,
    roster,
    tools,
    insideKey,
    names,
    sealed,
    vouching,
    unlisted,
    roles: new ShownRoles(),
    readRows: new ReadRows(),
  };
}

/** INVARIANT: an encrypted call does not begin without a secret. */
function sealedOf(
  admitted: JoinAdmitted,
  {
    secret,
    ...parts
  }: Parameters<typeof sealCall>[2] & { readonly secret: LinkSecret | undefined },
): SealedCall | undefined {
  if (admitted.meeting.encryption === "off") return undefined;
  if (secret === undefined) throw new Error("An encrypted call needs the secret of its link.");
  return sealCall(admitted, secret, parts);
}

function vouchingIn(
  {
    secret,
    feed,
    insideKey,
    own,
  }: {
    readonly secret: LinkSecret | undefined;
    readonly feed: RoomFeed;
    readonly insideKey: ManageKey;
    readonly own: OwnKeys;
  },
  { line }: SealedCall,
): VouchDesk | undefined {
  if (secret === undefined || hostHashIn(secret) === undefined) return undefined;
  const act = async (wanted: HostAct): Promise<Acted> =>
    actedOf(await actAsHost(insideKey, wanted));
  return new VouchDesk({ line, act, feed, later, memory: own.vouches });
}

/**
 * A new token, for a page that waited for keys until its token expired. Undefined: no longer
 * admitted.
 */
async function newTokenOf({ joinId, key }: JoinAdmitted): Promise<string | undefined> {
  const answer = await enterJoin({ joinId, key });
  return answer.kind === "ok" && "token" in answer.value ? answer.value.token : undefined;
}

function tellNews(news: TalkNews, to: Pick<CallParts, "board" | "announcer">): void {
  const said = words.call;
  switch (news.kind) {
    case "message":
      to.announcer.say("message", said.talk.said(withinSentence(news.name), news.text));
      break;
    case "hand":
      to.announcer.say("hand", said.hand.saidRaised(withinSentence(news.name)));
      break;
    case "hand-lowered":
      to.board.tell({ key: "hand-lowered", text: said.hand.lowered });
      break;
    case "reaction": {
      const reaction = said.react.names[news.reaction];
      to.announcer.say("reaction", said.react.said(withinSentence(news.name), reaction));
      break;
    }
  }
}

export const CallContext = createContext<CallParts | undefined>(undefined);

export function useCall(): CallParts {
  const parts = useContext(CallContext);
  if (parts === undefined) throw new Error("There is no call around this component.");
  return parts;
}

interface Store<T> {
  readonly subscribe: (listener: () => void) => () => void;
  /** The same object until its listeners are called. */
  readonly current: () => T;
}

/** A store's current value; draws again when it is another object. */
export function useStore<T>(store: Store<T>): T;
export function useStore<T>(store: Store<T> | undefined): T | undefined;
export function useStore<T>(store: Store<T> | undefined): T | undefined {
  return useSyncExternalStore(store?.subscribe ?? tellNothing, store?.current ?? nothingYet);
}

const nothingYet = (): undefined => undefined;
const tellNothing = () => nothingYet;

export const useTalk = (): TalkState => useStore(useCall().talk);

export const useRoomView = (): RoomView | undefined => useStore(useCall().feed);

export const usePhase = (): CallState["phase"] => useStore(useCall().session).phase;

/** Everyone's names, as shown. */
export const useNames = (): NamesNow => useStore(useCall().names);

/** The role shown beside a name. For what a person may do, see `roleOf`. */
export function useShownRole(): (identity: string) => HostRole {
  const view = useRoomView();
  const known = useStore(useCall().roles);
  return (identity) => shownRoleOf(known, view, identity);
}

/**
 * A React key for what shows places from the event stream, which does not wait for the names of
 * subdivisions: it changes once they have loaded.
 */
export const usePlaceNames = (): "codes" | "names" =>
  useSyncExternalStore(onSubdivisions, subdivisions) === undefined ? "codes" : "names";

/** Undefined: not encrypted end to end. */
export const useKeys = (): KeysState | undefined => useStore(useCall().sealed?.line);

/** What was dropped here, and whether this page's media gets out. Undefined: not encrypted. */
export const useSealHealth = (): SealHealth | undefined => useStore(useCall().sealed?.health);

/** The code to compare. Undefined: not encrypted. */
export const useCompared = (): Compared | undefined => useStore(useCall().sealed?.comparing);

/** Identities that sent something unsealed, which is not shown. */
export const useUnsealed = (): readonly string[] => useStore(useCall().sealed?.unsealed) ?? nobody;

/** Identities that have the keys but are not in the engine's list. */
export const useUnlisted = (): readonly string[] => useStore(useCall().unlisted) ?? nobody;

const nobody: readonly string[] = [];
