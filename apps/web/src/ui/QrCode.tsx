import { encode } from "uqr";
import { pathOfSquares } from "./qr-squares.ts";
import "./qr-code.css";

/** Dark on light in any theme, with the quiet border that cameras need. */
export function QrCode({ text, alt }: { readonly text: string; readonly alt: string }) {
  const { data, size } = encode(text, { border: 3, ecc: "M" });
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={alt}
      shapeRendering="crispEdges"
    >
      <path d={pathOfSquares(data)} fill="currentColor" />
    </svg>
  );
}
