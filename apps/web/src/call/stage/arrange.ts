import type { Attendee } from "../roster/roster.ts";

/** A face (picture or letters) or a shared screen. */
export interface Shown {
  /** Unique on the stage. */
  readonly key: string;
  readonly identity: string;
  readonly kind: "face" | "screen";
  readonly who: "self" | "other";
}

/** The key of a person's face or screen. */
export const shownKey = (identity: string, kind: Shown["kind"]): string => `${kind}/${identity}`;

export const shownOf = ({ identity, who }: Attendee, kind: Shown["kind"]): Shown => ({
  key: shownKey(identity, kind),
  identity,
  kind,
  who,
});

type StageView = "grid" | "speaker";

export interface StageWish {
  readonly view: StageView;
  /** The key of what is kept large. */
  readonly pinned: string | undefined;
  readonly self: "shown" | "hidden";
}

/**
 * The stage's layout: `large` fills it, `small` stands beside it or makes the grid, `corner` lies on
 * what is largest.
 */
export interface Arrangement {
  readonly large: Shown | undefined;
  readonly small: readonly Shown[];
  /** One's own picture, where it is small beside another's. */
  readonly corner: Shown | undefined;
  /** How many more there are than fit. */
  readonly hidden: number;
}

export interface ArrangeInput {
  /** In the order of arrival. */
  readonly shown: readonly Shown[];
  readonly wish: StageWish;
  /** The identity that is large by speaking. */
  readonly speaker: string | undefined;
  /** Identities that spoke, the latest first. */
  readonly recent: readonly string[];
  /** How many small tiles fit, beside a large one or in the grid; at least 1. */
  readonly room: { readonly beside: number; readonly grid: number };
  /** On a phone the others have all the room. */
  readonly window: "phone" | "larger";
}

/** With more people on a phone, a picture in the corner would cover another's name. */
const mostUnderCorner = 4;

/** Beside a shared screen one's own picture stands in the strip, where it covers nothing. */
function cornerOf({ shown, wish, window }: ArrangeInput, large: Shown | undefined) {
  const self = shown.find(({ kind, who }) => kind === "face" && who === "self");
  if (self === undefined || self.key === large?.key || wish.self === "hidden") return undefined;
  if (shown.some(({ kind }) => kind === "screen")) return undefined;
  const others = shown.length - 1;
  const most = window === "phone" ? mostUnderCorner : 1;
  return others >= 1 && others <= most ? self : undefined;
}

/**
 * What is large: what is pinned, else a shared screen, else, in the speaker's view, the speaker.
 */
function largeOf({ shown, wish, speaker }: ArrangeInput): Shown | undefined {
  const pinned = shown.find(({ key }) => key === wish.pinned);
  if (pinned !== undefined) return pinned;
  const screens = shown.filter(({ kind }) => kind === "screen");
  const screen = screens.find(({ who }) => who === "other") ?? screens[0];
  if (screen !== undefined) return screen;
  const faces = shown.filter(({ kind }) => kind === "face");
  if (wish.view === "grid" || faces.length < 2) return undefined;
  return (
    faces.find(({ identity, who }) => identity === speaker && who === "other") ??
    faces.find(({ who }) => who === "other")
  );
}

/**
 * If not all fit, keeps oneself and recent speakers, in the order of arrival so that tiles don't
 * jump about.
 */
function fitting(rest: readonly Shown[], recent: readonly string[], fits: number): Shown[] {
  if (rest.length <= fits) return [...rest];
  const most = Math.max(1, fits - 1);
  const rank = (shown: Shown): number => {
    if (shown.who === "self") return -1;
    const place = recent.indexOf(shown.identity);
    return place === -1 ? recent.length : place;
  };
  const chosen = new Set([...rest].sort((a, b) => rank(a) - rank(b)).slice(0, most));
  return rest.filter((shown) => chosen.has(shown));
}

export function arrange(input: ArrangeInput): Arrangement {
  const { wish, recent, room } = input;
  const large = largeOf(input);
  const corner = cornerOf(input, large);
  const others = input.shown.filter(({ who }) => who === "other").length;
  const rest = input.shown.filter((shown) => {
    if (shown.key === large?.key || shown.key === corner?.key) return false;
    // Alone, one sees oneself all the same.
    return (
      wish.self === "shown" || shown.who === "other" || shown.kind === "screen" || others === 0
    );
  });
  const speakerFirst = wish.view === "speaker" || large !== undefined;
  const small = fitting(rest, recent, large === undefined ? room.grid : room.beside);
  if (speakerFirst) {
    small.sort((a, b) => Number(isFirst(b, input.speaker)) - Number(isFirst(a, input.speaker)));
  }
  return { large, small, corner, hidden: rest.length - small.length };
}

const isFirst = (shown: Shown, speaker: string | undefined): boolean =>
  shown.identity === speaker && shown.kind === "face";
