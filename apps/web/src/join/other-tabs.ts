/** Tabs of one browser speak to each other here of one meeting; nothing goes to the service. */
const channelOf = (code: string): BroadcastChannel => new BroadcastChannel(`graticule.${code}`);

/** Other tabs hear that this one is inside, now and when they ask, until the answer is called: then, that it is not. */
export function tellTabs(code: string): () => void {
  const channel = channelOf(code);
  channel.onmessage = ({ data }) => {
    if (data === "who") channel.postMessage("inside");
  };
  channel.postMessage("inside");
  const sayGone = (): void => channel.postMessage("gone");
  window.addEventListener("pagehide", sayGone);
  return () => {
    window.removeEventListener("pagehide", sayGone);
    sayGone();
    channel.close();
  };
}

/** Hears whether another tab is inside; the answer to this stops listening. */
export function askTabs(code: string, onNews: (news: "inside" | "gone") => void): () => void {
  const channel = channelOf(code);
  channel.onmessage = ({ data }) => {
    if (data === "inside" || data === "gone") onNews(data);
    // Another one may still be there.
    if (data === "gone") channel.postMessage("who");
  };
  channel.postMessage("who");
  return () => channel.close();
}
