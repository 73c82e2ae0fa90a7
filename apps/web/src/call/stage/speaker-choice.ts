/** Who is large by speaking, and who spoke recently. Times in milliseconds, on one clock. */
export interface SpeakerChoice {
  /** The large identity; undefined before anyone spoke. */
  readonly large: string | undefined;
  /** Another speaker than `large`, and since when. */
  readonly rival: { readonly identity: string; readonly since: number } | undefined;
  /** When `large` was last heard. */
  readonly heardAt: number;
  /** Counts up whenever someone begins to speak: another person, or the same after a silence. */
  readonly turn: number;
  /** Identities that spoke, the latest first. */
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
 * How long another person must speak to become large, in milliseconds: a cough is not enough.
 * @internal
 */
export const rivalMs = 900;
/**
 * After a silence of this length, in milliseconds, the same person begins a new turn.
 * @internal
 */
export const silenceMs = 8_000;
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

/** Removes a person who left. */
export function forgetSpeaker(choice: SpeakerChoice, identity: string): SpeakerChoice {
  return {
    ...choice,
    large: choice.large === identity ? undefined : choice.large,
    rival: choice.rival?.identity === identity ? undefined : choice.rival,
    recent: choice.recent.filter((other) => other !== identity),
  };
}
