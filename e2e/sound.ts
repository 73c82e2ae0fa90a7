/** Samples per second. */
const rate = 48_000;

/**
 * A WAV file that resembles speech: noise that swells four times a second. The beeps of Chromium's
 * fake microphone are too short for an engine to take them for speech.
 */
export function murmur(seconds: number): Buffer {
  const samples = Buffer.alloc(seconds * rate * 2);
  let state = 1;
  let low = 0;
  for (let index = 0; index < seconds * rate; index += 1) {
    // A linear congruential generator (Numerical Recipes): the same noise in every run.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    low = 0.9 * low + (state / 2 ** 32 - 0.5) * 0.8;
    const swell = 0.6 + 0.4 * Math.sin((2 * Math.PI * 4 * index) / rate);
    samples.writeInt16LE(Math.round(Math.max(-1, Math.min(1, low * swell)) * 20_000), index * 2);
  }
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}
