import { fromUtf8 } from "@graticule/ledger/bytes";
import { verifyWords as said } from "../../i18n/verify-words.ts";
import { RawText, VerifierCommand } from "./RawText.tsx";
import type { Checked } from "./verify-run.ts";

/** The head and the key, to be compared with what others were given; and what a check can't prove. */
export function CheckEvidence({ of: { files } }: { readonly of: Checked }) {
  return (
    <details className="log-folded" data-testid="verify-evidence">
      <summary className="link">{said.compare}</summary>
      <div className="stack gap-12 verify-evidence">
        <p className="body log-text">{said.compareText}</p>
        <FileText label={said.headLabel} bytes={files.get("checkpoint")} />
        <FileText label={said.keyLabel} bytes={files.get("key")} />
        <p className="body log-text">{said.limits}</p>
        <VerifierCommand />
      </div>
    </details>
  );
}

function FileText(props: { readonly label: string; readonly bytes: Uint8Array | undefined }) {
  const text = props.bytes && fromUtf8(props.bytes);
  if (text === undefined) return null;
  return (
    <div>
      <p className="small">{props.label}</p>
      <RawText>{text.trimEnd()}</RawText>
    </div>
  );
}
