import type { Device } from "../media/device-fault.ts";

export interface Connection {
  /** How often the connection was lost so far, the loss that lasts included. */
  readonly cuts: () => number;
  /** Resolves when the call stands again, which may be now, or is over. */
  readonly stands: () => Promise<"again" | "over">;
}

/**
 * What is asked of cameras, microphones and screens. What a lost connection took with it is asked again once the call stands, unless something
 * else was asked of that device since.
 */
export class DeviceAsks {
  readonly #connection: Connection;
  readonly #newest = new Map<Device, symbol>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Resolves with what went wrong where the connection is not to blame; undefined: it was done, or is asked no more. */
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
