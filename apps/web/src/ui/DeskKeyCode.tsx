import { shownKeyCode } from "../i18n/key-code.ts";

/** The code of a desk key, which people read to each other. @param props.id SHA-256 of the public key, in hexadecimal */
export function DeskKeyCode({ id }: { readonly id: string }) {
  return (
    <strong className="mono key-code" data-testid="key-code">
      {shownKeyCode(id)}
    </strong>
  );
}
