/** Who is shown large by speaking, and who spoke lately. Times in milliseconds, one clock. */
export interface SpeakerChoice {
  /** The identity that is large; undefined before anyone spoke. */
  readonly large: string | undefined;
  /** Since when someone else than `large` speaks in its place. */
  readonly rival: { readonly identity: string; readonly since: number } | undefined;
  /** When `large` was last heard. */
  readonly heardAt: number;
  /** Counts up whenever someone begins to speak: another one, or the same after a silence. */
  readonly turn: number;
  /** Who spoke, the latest first. */
  readonly recent: readonly string[];
}

export const nobodySpoke: SpeakerChoice = {
  large: undefined,
  rival: undefined,
  heardAt: 0,
  turn: 0,
  recent: [],
};

/**
 * A cough is no change of speaker: someone else has to speak for this long, in milliseconds.
 * @internal
 */
export const rivalMs = 900;
/**
 * After a silence of this length, in milliseconds, the same person begins a new turn.
 * @internal
 */
export const silenceMs = 8_000;
/** How many speakers are remembered. */
const mostRecent = 60;

/** `speaking`: the others who speak now, the loudest first. */
export function hearSpeakers(
  choice: SpeakerChoice,
  speaking: readonly string[],
  now: number,
): SpeakerChoice {
  const recent = [...new Set([...speaking, ...choice.recent])].slice(0, mostRecent);
  const [loudest] = speaking;
  const { large } = choice;
  if (loudest === undefined) return { ...choice, rival: undefined, recent };
  if (large === undefined) return begin({ ...choice, recent }, loudest, now);
  if (speaking.includes(large)) {
    const again = now - choice.heardAt > silenceMs;
    const turn = again ? choice.turn + 1 : choice.turn;
    return { ...choice, rival: undefined, heardAt: now, turn, recent };
  }
  const rival =
    choice.rival !== undefined && speaking.includes(choice.rival.identity)
      ? choice.rival
      : { identity: loudest, since: now };
  if (now - rival.since < rivalMs) return { ...choice, rival, recent };
  return begin({ ...choice, recent }, rival.identity, now);
}

const begin = (choice: SpeakerChoice, large: string, now: number): SpeakerChoice => ({
  ...choice,
  large,
  rival: undefined,
  heardAt: now,
  turn: choice.turn + 1,
});

/** Someone left. */
export function forgetSpeaker(choice: SpeakerChoice, identity: string): SpeakerChoice {
  return {
    ...choice,
    large: choice.large === identity ? undefined : choice.large,
    rival: choice.rival?.identity === identity ? undefined : choice.rival,
    recent: choice.recent.filter((other) => other !== identity),
  };
}
