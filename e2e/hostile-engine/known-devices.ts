/** What a camera, screen and microphone give, recognisable anywhere. */
export interface KnownDevices {
  /** Colours of the left and right halves of the picture. */
  readonly camera: readonly [string, string];
  readonly screen: readonly [string, string];
  /**
   * In hertz: 1,500 times a power of two, so that every block (128 samples) and packet starts
   * alike.
   */
  readonly tone: number;
}

/**
 * Runs in the page before its own scripts: devices give these, alike in each picture and period.
 */
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
