/** How large a simulated service is. */
export interface ServiceSize {
  /** Live seats in the heap of the instance that is measured. */
  readonly seatsHere: number;
  /** Live seats of the whole service, whose rooms are all in the database. */
  readonly seatsInAll: number;
  /** `nothing`: it does only what it is asked to, so that the cost of that can be told. */
  readonly doesByItself: "all" | "nothing";
}

/** What the instance is asked to do. */
export type Task =
  | { readonly kind: "orders"; readonly count: number }
  | { readonly kind: "blocks" };

export interface OrdersCost {
  readonly kind: "orders";
  /** Of one order, by this process and by its database. */
  readonly ownMs: number;
  readonly databaseMs: number;
  /** People whom the orders removed. */
  readonly removed: number;
}

/** The longest block of the event loop in each activity, in milliseconds of the thread's CPU time. */
export interface Blocks {
  readonly kind: "blocks";
  readonly byActivity: Readonly<Record<string, number>>;
}

export interface Ready {
  readonly kind: "ready";
  /** Of one live seat: heap and external memory, after collections. */
  readonly seatBytes: number;
}

export type Report = Ready | OrdersCost | Blocks;
