import { keyName } from "../api/key-name.ts";

/** The name of a desk key, which people read to each other. @param props.id SHA-256 of the public key, in hexadecimal */
export function KeyName({ id }: { readonly id: string }) {
  return (
    <strong className="mono key-name" data-testid="key-name">
      {keyName(id)}
    </strong>
  );
}
