/** Tabs of one browser speak to each other here of one meeting; nothing goes to the service, and nothing is stored. */
const channelOf = (code: string): BroadcastChannel => new BroadcastChannel(`graticule.${code}`);

/** By what a tab that is inside proves who it is. */
export interface TabSeat {
  readonly joinId: string;
  readonly key: string;
}

/** What a tab hears: `inside` comes from each tab that is; `gone` from one that no longer is. */
type News =
  | { readonly kind: "inside"; readonly seat: TabSeat }
  | { readonly kind: "gone"; readonly joinId: string };

/** Other tabs hear that this one is inside, now and when they ask, until the answer is called: then, that it is not. */
export function tellTabs(code: string, seat: TabSeat): () => void {
  const channel = channelOf(code);
  const tell = (news: News): void => channel.postMessage(news);
  channel.onmessage = ({ data }) => {
    if (data === "who") tell({ kind: "inside", seat });
  };
  tell({ kind: "inside", seat });
  const sayGone = (): void => tell({ kind: "gone", joinId: seat.joinId });
  window.addEventListener("pagehide", sayGone);
  return () => {
    window.removeEventListener("pagehide", sayGone);
    sayGone();
    channel.close();
  };
}

/** Hears the seats of all other tabs that are inside, each time they change; the answer to this stops listening. */
export function askTabs(code: string, onSeats: (seats: readonly TabSeat[]) => void): () => void {
  const channel = channelOf(code);
  let seats: readonly TabSeat[] = [];
  channel.onmessage = ({ data }: MessageEvent<News | "who">) => {
    if (data === "who") return;
    const joinId = data.kind === "inside" ? data.seat.joinId : data.joinId;
    const rest = seats.filter((seat) => seat.joinId !== joinId);
    seats = data.kind === "inside" ? [...rest, data.seat] : rest;
    onSeats(seats);
  };
  channel.postMessage("who");
  return () => channel.close();
}
