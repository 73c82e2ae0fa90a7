/** Who is shown large by speaking, and who spoke lately. Times in milliseconds, one clock. */
export interface SpeakerChoice {
  /** The identity that is large; undefined before anybody spoke. */
  readonly large: string | undefined;
  /** Since when somebody else than `large` speaks in its place. */
  readonly rival: { readonly identity: string; readonly since: number } | undefined;
  /** Who spoke, the latest first. */
  readonly recent: readonly string[];
}

export const nobodySpoke: SpeakerChoice = { large: undefined, rival: undefined, recent: [] };

/** A cough is no change of speaker: somebody else has to speak for so long. */
export const rivalMs = 900;
/** So many are remembered. */
const mostRecent = 60;

/** Those who speak now, the loudest first; without oneself, whom one knows. */
export function hearSpeakers(
  choice: SpeakerChoice,
  speaking: readonly string[],
  now: number,
): SpeakerChoice {
  const recent = [...new Set([...speaking, ...choice.recent])].slice(0, mostRecent);
  const [loudest] = speaking;
  const { large } = choice;
  if (large === undefined) return { large: loudest, rival: undefined, recent };
  if (loudest === undefined || speaking.includes(large)) {
    return { large, rival: undefined, recent };
  }
  const rival =
    choice.rival !== undefined && speaking.includes(choice.rival.identity)
      ? choice.rival
      : { identity: loudest, since: now };
  if (now - rival.since < rivalMs) return { large, rival, recent };
  return { large: rival.identity, rival: undefined, recent };
}

/** Somebody left. */
export function forgetSpeaker(choice: SpeakerChoice, identity: string): SpeakerChoice {
  return {
    large: choice.large === identity ? undefined : choice.large,
    rival: choice.rival?.identity === identity ? undefined : choice.rival,
    recent: choice.recent.filter((other) => other !== identity),
  };
}
