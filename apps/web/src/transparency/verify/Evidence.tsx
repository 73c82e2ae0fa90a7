import { fromUtf8 } from "@graticule/ledger/bytes";
import { verifyWords as said } from "../../i18n/verify-words.ts";
import type { Checked } from "./verify-run.ts";

/** The head and the key as they came, so that they can be compared with what others were given; and what this can't prove. */
export function Evidence({ of }: { readonly of: Checked }) {
  const { origin } = window.location;
  const head = textOf(of, "checkpoint");
  const key = textOf(of, "key");
  return (
    <details className="log-folded" data-testid="verify-evidence">
      <summary className="link">{said.compare}</summary>
      <div className="stack verify-evidence">
        <p className="body log-text">{said.compareText}</p>
        {head === undefined ? null : <Text label={said.headLabel} text={head} />}
        {key === undefined ? null : <Text label={said.keyLabel} text={key} />}
        <p className="body log-text">{said.limits}</p>
        <pre className="log-code log-raw" dir="ltr">
          {`curl -O ${origin}/log/verify.mjs\nnode verify.mjs ${origin}/log`}
        </pre>
      </div>
    </details>
  );
}

function Text({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <div>
      <p className="small">{label}</p>
      <pre className="log-code log-raw" dir="ltr">
        {text.trimEnd()}
      </pre>
    </div>
  );
}

function textOf({ files }: Checked, path: string): string | undefined {
  const bytes = files.get(path);
  return bytes && fromUtf8(bytes);
}
