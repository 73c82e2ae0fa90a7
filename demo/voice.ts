import type { Voice } from "./cast.ts";

export const SAMPLES_PER_SECOND = 24_000;

/** What a picture shows of a voice, how wide the mouth is: 0 to 3. */
export interface Speech {
  readonly samples: Int16Array;
  /** At a sample. */
  mouthAt(sample: number): 0 | 1 | 2 | 3;
}

/** The first two resonances of five vowels, in hertz, and how wide they open the mouth, 0 to 1. */
const vowels = [
  { formants: [730, 1_090], wide: 1 },
  { formants: [570, 840], wide: 0.8 },
  { formants: [530, 1_840], wide: 0.7 },
  { formants: [300, 870], wide: 0.45 },
  { formants: [270, 2_290], wide: 0.5 },
] as const;

const quiet = 0.1;

/** A hum with vowels, as of someone who talks in the next room: some seconds of it, to be repeated. */
export function speak({ pitch, bright, syllablesPerSecond }: Voice, seconds: number): Speech {
  const chance = random(Math.round(pitch * 7));
  const samples = new Int16Array(seconds * SAMPLES_PER_SECOND);
  const wide = new Float32Array(samples.length);
  let phase = 0;
  for (let start = 0, inPhrase = 0; start < samples.length; inPhrase++) {
    const length = Math.round((SAMPLES_PER_SECOND / syllablesPerSecond) * (0.7 + 0.6 * chance()));
    const vowel = vowels[Math.floor(chance() * vowels.length)] ?? vowels[0];
    const tone = pitch * (1.06 - 0.02 * inPhrase + 0.08 * chance());
    const loudness = harmonics(tone, vowel.formants, bright);
    for (let at = 0; at < length && start + at < samples.length; at++) {
      const swell = Math.sin((Math.PI * at) / length) ** 0.7;
      phase += (2 * Math.PI * tone * (1 + 0.02 * (at / length))) / SAMPLES_PER_SECOND;
      let sound = 0;
      for (let no = 0; no < loudness.length; no++) {
        sound += (loudness[no] ?? 0) * Math.sin(phase * (no + 1));
      }
      samples[start + at] = 32_767 * quiet * swell * sound;
      wide[start + at] = swell * vowel.wide;
    }
    start += length;
    if (inPhrase > 6 + 5 * chance()) {
      start += Math.round(SAMPLES_PER_SECOND * (0.15 + 0.2 * chance()));
      inPhrase = -1;
    }
  }
  const mouthAt = (sample: number) => {
    const open = wide[sample % wide.length] ?? 0;
    return open < 0.12 ? 0 : open < 0.4 ? 1 : open < 0.72 ? 2 : 3;
  };
  return { samples, mouthAt };
}

/** How loud each overtone is: strong near a resonance, and weaker the higher it is. */
function harmonics(tone: number, formants: readonly [number, number], bright: number): number[] {
  const loudness = Array.from({ length: Math.floor(3_000 / tone) }, (_, index) => {
    const hertz = tone * (index + 1);
    const near = (formant: number) => 1 / (1 + ((hertz - formant * bright) / 110) ** 2);
    return (0.15 + near(formants[0]) + 0.5 * near(formants[1])) / (index + 1) ** 0.6;
  });
  const sum = Math.hypot(...loudness);
  return loudness.map((one) => one / sum);
}

/** The same numbers each time: a demo sounds and looks alike whenever it starts. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
