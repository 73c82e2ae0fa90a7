import { keyCode } from "@graticule/ledger/desk-keys";
import type { Commitment } from "@graticule/ledger/field";

/** The code of a desk key on a page, which never breaks it. @param id SHA-256 of the public key, in hexadecimal */
export const shownKeyCode = (id: string): string =>
  keyCode(id as Commitment).replaceAll(" ", "\u00a0");
