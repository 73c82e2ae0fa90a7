import type { Device } from "../media/device-fault.ts";

export interface Connection {
  /** How often the connection was lost, including a loss that still lasts. */
  readonly cuts: () => number;
  /** Resolves when the call is connected, perhaps at once, or over. */
  readonly stands: () => Promise<"again" | "over">;
}

/**
 * Requests to devices. One that failed with the connection is made again once the call is back,
 * unless its device got a newer one.
 */
export class DeviceAsks {
  readonly #connection: Connection;
  readonly #newest = new Map<Device, symbol>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Resolves with the error if the connection is not to blame. Undefined: done, or no longer
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
