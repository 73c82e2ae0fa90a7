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

/** What a call is made of, beside the drawing. One a participation. */
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
  /** Of a vouched one. */
  readonly vouching: VouchDesk | undefined;
  /** Of the lists of those who wait or have no keys. */
  readonly readRows: ReadRows;
  /** Of an encrypted call. */
  readonly unlisted: Unlisted | undefined;
  /** What allows someone inside to act as host, if they may. */
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
        // Where it was this service, the page is told so at the same time, by another way.
        if (!feed.wasMuted()) board.tell({ key: "muted", text: words.call.told.muted });
      },
    },
  });
  const names = new CallNames();
  // Oneself, until the engine tells of anyone.
  names.see([{ identity: admitted.identity, name: admitted.name }]);
  sealed?.line.subscribe(() => names.prove(sealed.line.state.insiders));
  const roster = new Roster(session.room, { later, onAttendees: (people) => names.see(people) });
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

/** INVARIANT: what is to be encrypted does not begin without a secret. */
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

/** For who waited for keys longer than the first one holds. Undefined: as the first one says, they come in no more. */
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

export function useTalk(): TalkState {
  const { talk } = useCall();
  return useSyncExternalStore(talk.subscribe, talk.current);
}

export function useRoomView(): RoomView | undefined {
  const { feed } = useCall();
  return useSyncExternalStore(feed.subscribe, feed.current);
}

/** What everyone is called. */
export function useNames(): NamesNow {
  const { names } = useCall();
  return useSyncExternalStore(names.subscribe, names.current);
}

/** What stands beside a name. What they may do is `roleOf`'s to say. */
export function useShownRole(): (identity: string) => HostRole {
  const { roles } = useCall();
  const view = useRoomView();
  const known = useSyncExternalStore(roles.subscribe, roles.current);
  return (identity) => shownRoleOf(known, view, identity);
}

/**
 * The key of what shows places of which the stream told, which does not wait for the names of parts of countries: made
 * anew when these come.
 */
export function usePlaceNames(): "codes" | "names" {
  return useSyncExternalStore(onSubdivisions, subdivisions) === undefined ? "codes" : "names";
}

export function usePhase(): CallState["phase"] {
  const { session } = useCall();
  return useSyncExternalStore(session.subscribe, session.current).phase;
}

/** Absent where the call is not encrypted end to end. */
export function useKeys(): KeysState | undefined {
  const line = useCall().sealed?.line;
  return useSyncExternalStore(line?.subscribe ?? tellNothing, line?.current ?? nothingYet);
}

/** What was dropped here, and whether what this page sends gets out; nothing of it where the call is not encrypted. */
export function useSealHealth(): SealHealth | undefined {
  const health = useCall().sealed?.health;
  return useSyncExternalStore(health?.subscribe ?? tellNothing, health?.current ?? nothingYet);
}

/** The code to compare; nothing of it where the call is not encrypted. */
export function useCompared(): Compared | undefined {
  const comparing = useCall().sealed?.comparing;
  return useSyncExternalStore(
    comparing?.subscribe ?? tellNothing,
    comparing?.current ?? nothingYet,
  );
}

/** Identities of whom something came that was not sealed, and is not shown. */
export function useUnsealed(): readonly string[] {
  const unsealed = useCall().sealed?.unsealed;
  return useSyncExternalStore(unsealed?.subscribe ?? tellNothing, unsealed?.current ?? nobody);
}

/** Identities of who has the keys and is not in the call as the engine tells it. */
export function useUnlisted(): readonly string[] {
  const unlisted = useCall().unlisted;
  return useSyncExternalStore(unlisted?.subscribe ?? tellNothing, unlisted?.current ?? nobody);
}

const none: readonly string[] = [];
const nobody = (): readonly string[] => none;
const nothingYet = (): undefined => undefined;
const tellNothing = () => nothingYet;
