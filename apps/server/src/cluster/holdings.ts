import type { Role } from "./roles.ts";

/** What instances and engines have, by the database. */
export interface Holdings {
  /** How many rooms each instance has. */
  readonly rooms: ReadonlyMap<string, number>;
  /** How many rooms each engine has. */
  readonly engines: ReadonlyMap<string, number>;
  readonly roles: readonly { readonly name: Role; readonly instance: string }[];
}
