/** Between the tabs of one browser, about one meeting; nothing goes to the service or is stored. */
const channelOf = (code: string): BroadcastChannel => new BroadcastChannel(`graticule.${code}`);

/** The join of a tab that is inside. */
export interface TabSeat {
  readonly joinId: string;
  readonly key: string;
}

/** `inside`: a tab is in the call; `gone`: it no longer is. */
type TabEvent =
  | { readonly kind: "inside"; readonly seat: TabSeat }
  | { readonly kind: "gone"; readonly joinId: string };

/** Announces to other tabs that this one is inside, now and when they ask; the answer ends that, and says so. */
export function announceToTabs(code: string, seat: TabSeat): () => void {
  const channel = channelOf(code);
  const tell = (event: TabEvent): void => channel.postMessage(event);
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

/** Follows the seats of all other tabs that are inside; the answer stops that. */
export function followTabs(code: string, onSeats: (seats: readonly TabSeat[]) => void): () => void {
  const channel = channelOf(code);
  let seats: readonly TabSeat[] = [];
  channel.onmessage = ({ data }: MessageEvent<TabEvent | "who">) => {
    if (data === "who") return;
    const joinId = data.kind === "inside" ? data.seat.joinId : data.joinId;
    const rest = seats.filter((seat) => seat.joinId !== joinId);
    seats = data.kind === "inside" ? [...rest, data.seat] : rest;
    onSeats(seats);
  };
  channel.postMessage("who");
  return () => channel.close();
}
