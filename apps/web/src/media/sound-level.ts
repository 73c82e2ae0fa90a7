/** Decibels below full scale that count as silence, and as loud as speech gets. */
const silentDb = -55;
const loudDb = -12;

/** From this level on someone is heard: quiet speech, well above a room's noise. */
export const heardLevel = 0.25;

/**
 * How loud samples of -1 to 1 are, from 0 (silence) to 1.
 * @internal
 */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const rms = Math.sqrt(sum / Math.max(1, samples.length));
  if (rms === 0) return 0;
  const db = 20 * Math.log10(rms);
  return Math.min(1, Math.max(0, (db - silentDb) / (loudDb - silentDb)));
}

/**
 * Measures a microphone until the answer is called, once a drawn frame: not at all while the page
 * is hidden.
 */
export function measureLevel(stream: MediaStream, onLevel: (level: number) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1_024;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const wake = (): void => void context.resume();
  let frame = requestAnimationFrame(function look() {
    analyser.getFloatTimeDomainData(samples);
    onLevel(levelOf(samples));
    frame = requestAnimationFrame(look);
  });
  // Some browsers start sound only once someone has touched the page.
  document.addEventListener("pointerdown", wake);
  document.addEventListener("keydown", wake);
  return () => {
    cancelAnimationFrame(frame);
    document.removeEventListener("pointerdown", wake);
    document.removeEventListener("keydown", wake);
    void context.close();
  };
}
