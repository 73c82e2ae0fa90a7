import type { Person } from "@graticule/api/session";
import { PasskeysPart } from "./PasskeysPart.tsx";
import { PasswordPart } from "./PasswordPart.tsx";
import { SecondFactorPart } from "./SecondFactorPart.tsx";
import { SessionsPart } from "./SessionsPart.tsx";

export function SecurityPart({ person }: { readonly person: Person }) {
  return (
    <>
      <PasswordPart person={person} />
      <PasskeysPart />
      <SecondFactorPart person={person} />
      <SessionsPart />
    </>
  );
}
