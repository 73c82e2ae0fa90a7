import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Routed } from "../cluster/to-owner.ts";
import type { Sequencer } from "../ledger/sequencer.ts";
import type { CountedEvent, TimedStep } from "../presence/counters.ts";

/** What is read when the metrics are asked for. */
interface Gauges {
  readonly rooms: () => number;
  readonly gateConnections: () => number;
  readonly eventStreams: () => number;
  readonly snapshotExpired: () => boolean;
}

export type Metrics = ReturnType<typeof createMetrics>;

const quick = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const timed = {
  join: { help: "From a page's request to join until it was let in.", buckets: quick },
  connection: {
    help: "From a connection's request at the gate until the engine had accepted it.",
    buckets: quick,
  },
  removal: {
    help: "From the decision that someone must leave until the engine no longer lists them.",
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30],
  },
  "take-over": {
    help: "From the end of an owner's lease until a room of it with people inside is judged here.",
    buckets: [2, 2.5, 3, 4, 5, 7.5, 10, 15, 30, 60],
  },
} satisfies Record<TimedStep, { readonly help: string; readonly buckets: readonly number[] }>;

const routedTo: Readonly<Record<Routed, string>> = {
  here: "here",
  done: "forwarded",
  "not-owner": "nowhere",
  outage: "nowhere",
};

/** Counts by reason; no label ever names a person, a place, a room or an address. */
export function createMetrics() {
  const registry = new Registry();
  const events = new Counter({
    name: "graticule_events_total",
    help: "What happened, by kind and reason.",
    labelNames: ["event"],
    registers: [registry],
  });
  const histogram = (step: TimedStep): Histogram =>
    new Histogram({
      name: `graticule_${step.replace("-", "_")}_seconds`,
      help: timed[step].help,
      buckets: timed[step].buckets,
      registers: [registry],
    });
  const histograms: Readonly<Record<TimedStep, Histogram>> = {
    join: histogram("join"),
    connection: histogram("connection"),
    removal: histogram("removal"),
    "take-over": histogram("take-over"),
  };
  const routed = new Counter({
    name: "graticule_routed_total",
    help: "What came from outside about something that one instance owns, by where it was answered.",
    labelNames: ["kind", "to"],
    registers: [registry],
  });
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name: `graticule_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  };
  return {
    count: (what: CountedEvent) => events.inc({ event: what }),
    time: (step: TimedStep, tookMs: number) => histograms[step].observe(tookMs / 1_000),
    /** A request or a socket (an upgrade) that came from outside. */
    routed: (kind: "request" | "socket", to: Routed) => routed.inc({ kind, to: routedTo[to] }),
    /** Prometheus text format. */
    text: () => registry.metrics(),
    /** What happened since the start, by event. */
    counts: async () =>
      (await events.get()).values.map(({ labels, value }) => ({
        name: String(labels.event),
        count: value,
      })),
    contentType: registry.contentType,
    watch(gauges: Gauges): void {
      gauge("rooms", "Rooms in this process's memory.", gauges.rooms);
      gauge("gate_connections", "Signalling connections through the gate.", gauges.gateConnections);
      gauge("event_streams", "Pages following their join.", gauges.eventStreams);
      gauge(
        "snapshot_expired",
        "1 while no join can be judged because the last snapshot is too old.",
        () => (gauges.snapshotExpired() ? 1 : 0),
      );
      gauge("resident_bytes", "Memory used by this process.", () => process.memoryUsage.rss());
    },
    watchLog(sequencer: Pick<Sequencer, "state" | "setAside">): void {
      gauge("log_signed", "1 while the public log is signed.", () =>
        sequencer.state().kind === "signing" ? 1 : 0,
      );
      gauge(
        "log_set_aside",
        "Recorded acts that couldn't be written to the public log.",
        sequencer.setAside,
      );
    },
  };
}
