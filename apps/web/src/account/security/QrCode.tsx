import { encode } from "uqr";
import { accountWords } from "../../i18n/account-words.ts";
import { pathOfSquares } from "./totp.ts";

/** Dark on light in any theme, with the quiet border that cameras need. */
export function QrCode({ text }: { readonly text: string }) {
  const { data, size } = encode(text, { border: 3, ecc: "M" });
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={accountWords.security.scanAlt}
      shapeRendering="crispEdges"
    >
      <path d={pathOfSquares(data)} fill="currentColor" />
    </svg>
  );
}
