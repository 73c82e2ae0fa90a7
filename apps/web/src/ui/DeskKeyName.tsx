import { keyName } from "@graticule/ledger/desk-keys";
import type { Commitment } from "@graticule/ledger/field";

/** The name of a desk key, which people read to each other. @param props.id SHA-256 of the public key, in hexadecimal */
export function DeskKeyName({ id }: { readonly id: string }) {
  return (
    <strong className="mono key-name" data-testid="key-name">
      {keyName(id as Commitment)}
    </strong>
  );
}
