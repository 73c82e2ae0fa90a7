import type { DeskRegister, DeskStaff, StaffMember } from "@graticule/api/desk-changes";
import { type Shortage, shortagesOf } from "@graticule/desk/staff";
import type { Kysely } from "kysely";
import { askTransaction } from "../../db/database-word.ts";
import type { Database } from "../../db/schema.ts";
import type { Locator } from "../../location/locator.ts";
import type { HeldMoves } from "../../location/served-record.ts";
import { appendEntry } from "../../public-record/public-entries.ts";
import type { ReadSigners } from "../../rooms/order-signers.ts";
import type { DeskChanges } from "../changes/changes.ts";
import { sayChange } from "../changes/say-change.ts";
import { type Asker, askerId } from "../changes/view.ts";
import {
  approvesFrom,
  countOpenReports,
  hearsFrom,
  insertAuthorityWithdrawal,
  type RegisteredMember,
  readAuthorities,
  readDisputed,
  readMembers,
  signsFrom,
} from "./store.ts";

/** Who may demand, which places are disputed, and who is of the desk. */
export type Register = ReturnType<typeof createRegister>;

export interface RegisterParts {
  readonly db: Kysely<Database>;
  readonly signers: ReadSigners;
  readonly changes: DeskChanges;
  readonly heldMoves: () => HeldMoves | undefined;
  readonly locator: Pick<Locator, "establishable">;
  readonly now: () => number;
}

export function createRegister(parts: RegisterParts) {
  const { db, signers, changes, heldMoves, locator, now } = parts;
  const staff = async (): Promise<readonly StaffMember[]> =>
    (await readMembers(db)).map((one) => describeMember(one, now()));
  /** What the desk can't do for lack of people, or of location sources. */
  const shortages = async (): Promise<readonly Shortage[]> =>
    shortagesOf(
      (await readMembers(db)).filter((one) => one.secondFactor).map(({ member }) => member),
      now(),
      locator.establishable(now()),
    );
  return {
    staff,
    shortages,
    async readFor(asker: Asker): Promise<DeskRegister> {
      const held = heldMoves();
      const signed = await signers.read();
      return {
        authorities: [...(await readAuthorities(db, signed))],
        disputed: [...(await readDisputed(db, signed))],
        staff: [...(await staff())],
        changes: [...(await changes.list(asker))],
        geofeed: held && describeHeld(held),
      };
    },
    /** What the administrator may know. */
    async staffFor(asker: Asker): Promise<DeskStaff> {
      const ofStaff = (await changes.list(asker)).filter(({ kind }) => kind === "staff");
      return {
        staff: [...(await staff())],
        changes: ofStaff,
        shortages: [...(await shortages())],
        openReports: await countOpenReports(db, askerId(asker)),
      };
    },
    /** One person suffices. No new order can be proposed or approved for it; those in force stay. */
    async withdraw(authorityId: string, by: string): Promise<"done" | "conflict" | "absent"> {
      const registered = await readAuthorities(db, await signers.read());
      const known = registered.find(({ id }) => id === authorityId);
      if (known === undefined) return "absent";
      const word = await askTransaction(db, async (tx) => {
        await insertAuthorityWithdrawal(tx, { authorityId, byPerson: by });
        await appendEntry(tx, { kind: "authority-withdrawn", authority: known.name });
        return "done" as const;
      });
      return word === "done" ? "done" : "conflict";
    },
  };
}

function describeMember({ member, ...known }: RegisteredMember, now: number): StaffMember {
  return {
    ...known,
    key: known.key ?? undefined,
    id: member.id,
    roles: [...member.roles],
    liaisonTo: [...member.liaisonTo],
    isBroughtBack: member.isBroughtBack,
    approvesFrom: isoOf(approvesFrom(member, now)),
    hearsFrom: isoOf(hearsFrom(member, now)),
    signsFrom: isoOf(signsFrom(member, now)),
  };
}

function isoOf(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}

function describeHeld(held: HeldMoves): NonNullable<DeskRegister["geofeed"]> {
  const { digest } = held;
  return { digest, says: sayChange({ ...held, kind: "geofeed", into: [...held.into] }) };
}
