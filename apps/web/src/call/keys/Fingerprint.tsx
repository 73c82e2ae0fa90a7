import { fromBase64Url, toBase64Url } from "@graticule/e2ee/base64url";
import type { Insider } from "@graticule/e2ee/group";
import { useEffect, useState } from "react";
import { fingerprintOf } from "./fingerprint.ts";

/** Keeps the number's place until it is computed. */
const noNumberYet = "\u00a0";

/**
 * The number that identifies a person, once computed. INVARIANT: never that of a key shown here
 * before.
 */
export function Fingerprint({
  insider,
}: {
  readonly insider: Pick<Insider, "identity" | "signatureKey">;
}) {
  const { identity } = insider;
  const key = toBase64Url(insider.signatureKey);
  const [made, setMade] = useState({ identity: "", key: "", text: "" });
  useEffect(() => {
    let isOver = false;
    void fingerprintOf({ identity, signatureKey: fromBase64Url(key) }).then((groups) => {
      if (!isOver) setMade({ identity, key, text: groups.join(" ") });
    });
    return () => {
      isOver = true;
    };
  }, [identity, key]);
  const isTheirs = made.identity === identity && made.key === key;
  return (
    <span className="small fingerprint" dir="ltr" data-testid="fingerprint">
      {isTheirs ? made.text : noNumberYet}
    </span>
  );
}
