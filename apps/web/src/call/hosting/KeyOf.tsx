import { fromBase64Url } from "@graticule/e2ee/base64url";
import { hostingWords } from "../../i18n/hosting-words.ts";
import { Fingerprint } from "../keys/Fingerprint.tsx";

/** The fingerprint of a person to be vouched for, and whether it changed. */
export function KeyOf(props: {
  readonly asks: { readonly identity: string; readonly signatureKey: string };
  readonly isOther: boolean;
}) {
  const { identity, signatureKey } = props.asks;
  const insider = { identity, signatureKey: fromBase64Url(signatureKey) };
  return (
    <>
      <Fingerprint insider={insider} />
      {props.isOther ? (
        <span className="small" lang="en" data-testid="other-keys">
          {hostingWords.otherKeys}
        </span>
      ) : null}
    </>
  );
}
