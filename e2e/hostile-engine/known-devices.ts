/** What someone's camera, screen and microphone give, so that it is known again wherever it turns up. */
export interface KnownDevices {
  /** Colours of the left and the right half of the picture. */
  readonly camera: readonly [string, string];
  readonly screen: readonly [string, string];
  /** Hertz: 1,500 or a power of two times that, so that each block of a browser (128 samples) and each packet begins alike. */
  readonly tone: number;
}

/** Runs in the page before its own program: the browser's devices give what is known, the same in each picture and period. */
export function useKnownDevices({ camera, screen, tone }: KnownDevices): void {
  const [width, height] = [640, 360];
  const picture = (colours: readonly [string, string]): MediaStreamTrack => {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width, height });
    const context = canvas.getContext("2d");
    const draw = () => {
      for (const [at, colour] of colours.entries()) {
        if (context === null) return;
        context.fillStyle = colour;
        context.fillRect((at * width) / 2, 0, width / 2, height);
      }
    };
    draw();
    setInterval(draw, 66);
    return canvas.captureStream(15).getVideoTracks()[0] as MediaStreamTrack;
  };
  const sound = (): MediaStreamTrack => {
    const context = new AudioContext({ sampleRate: 48_000 });
    const oscillator = new OscillatorNode(context, { frequency: tone });
    const out = context.createMediaStreamDestination();
    out.channelCount = 1;
    oscillator.connect(new GainNode(context, { gain: 0.4 })).connect(out);
    oscillator.start();
    return out.stream.getAudioTracks()[0] as MediaStreamTrack;
  };
  const { mediaDevices } = navigator;
  mediaDevices.getUserMedia = (asked) => {
    const tracks = [...(asked?.audio ? [sound()] : []), ...(asked?.video ? [picture(camera)] : [])];
    return Promise.resolve(new MediaStream(tracks));
  };
  mediaDevices.getDisplayMedia = () => Promise.resolve(new MediaStream([picture(screen)]));
}
