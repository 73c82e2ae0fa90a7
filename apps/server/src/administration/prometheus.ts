import { Counter, Gauge, Registry } from "prom-client";
import type { Sequencer } from "../ledger/sequencer.ts";
import type { CountedEvent } from "../presence/counters.ts";

/** What is read when the metrics are asked for. */
interface Gauges {
  readonly rooms: () => number;
  readonly gateConnections: () => number;
  readonly eventStreams: () => number;
  readonly snapshotExpired: () => boolean;
}

export type Metrics = ReturnType<typeof createMetrics>;

/** Counts by reason; no label ever names a person, a place, a room or an address. */
export function createMetrics() {
  const registry = new Registry();
  const events = new Counter({
    name: "graticule_events_total",
    help: "What happened, by kind and reason.",
    labelNames: ["event"],
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
