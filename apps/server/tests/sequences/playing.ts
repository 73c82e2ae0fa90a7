import type { Answered } from "../api-service.ts";
import type { Player, World } from "./world.ts";

/** One attempt at a move, with what it picks from. */
export interface Playing {
  readonly world: World;
  readonly who: Player;
  /** From a list: the newest for even numbers, else any. */
  pick<One>(list: readonly One[]): One | undefined;
  one<One>(first: One, ...others: readonly One[]): One;
}

/** Allowed or not. Undefined: there is nothing yet to try it on. */
export type Play = (playing: Playing) => Promise<Answered | undefined>;

export const asAdministrator = (
  { service }: World,
  method: string,
  path: string,
  body?: object,
): Promise<Answered> =>
  service.ask(method, path, {
    headers: { cookie: service.operatorCookie },
    ...(body === undefined ? {} : { body }),
  });
