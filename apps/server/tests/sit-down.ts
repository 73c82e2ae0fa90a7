import type { SeatLeg, Seats } from "@graticule/server/presence/seats";

/** Someone connected through the gate, so that no sweep takes the seat for an abandoned one. */
export function sitDown(seats: Seats, who: Pick<SeatLeg, "room" | "identity" | "address">): void {
  const leg: SeatLeg = {
    ...who,
    state: "open",
    refuse: () => seats.closed(taken, leg, false),
    leave: () => false,
    cut: () => seats.closed(taken, leg, false),
  };
  const taken = seats.register(leg);
  seats.established(taken, leg);
}
