/** Tabs of one browser speak to each other here of one meeting; nothing goes to the service. */
const channelOf = (code: string): BroadcastChannel => new BroadcastChannel(`graticule.${code}`);

/** Other tabs that ask hear that this one is inside, until the answer is called. */
export function tellTabs(code: string): () => void {
  const channel = channelOf(code);
  channel.onmessage = ({ data }) => {
    if (data === "who") channel.postMessage("inside");
  };
  return () => channel.close();
}

/** Asks whether another tab is inside; the answer to this stops listening. */
export function askTabs(code: string, onInside: () => void): () => void {
  const channel = channelOf(code);
  channel.onmessage = ({ data }) => {
    if (data === "inside") onInside();
  };
  channel.postMessage("who");
  return () => channel.close();
}
