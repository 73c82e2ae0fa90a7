import type { Device } from "../media/device-fault.ts";

export interface Connection {
  /** How often the connection was lost so far, including a loss that still lasts. */
  readonly cuts: () => number;
  /** Resolves when the call is connected, which may be now, or is over. */
  readonly stands: () => Promise<"again" | "over">;
}

/**
 * Requests to cameras, microphones and screens. A request that failed with the connection is made
 * again once the call is back, unless that device got a newer one.
 */
export class DeviceAsks {
  readonly #connection: Connection;
  readonly #newest = new Map<Device, symbol>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Resolves with the error if the connection is not to blame; undefined: done, or no longer
   * wanted.
   */
  async ask(
    device: Device,
    action: () => Promise<unknown>,
  ): Promise<{ error: unknown } | undefined> {
    const { cuts, stands } = this.#connection;
    const ask = Symbol(device);
    this.#newest.set(device, ask);
    while (this.#newest.get(device) === ask) {
      const before = cuts();
      try {
        await action();
        return undefined;
      } catch (error) {
        if (cuts() === before) return { error };
        if ((await stands()) === "over") return undefined;
      }
    }
    return undefined;
  }
}
