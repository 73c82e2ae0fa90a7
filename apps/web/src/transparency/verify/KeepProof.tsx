import { Button } from "@mantine/core";
import { verifyWords as said } from "../../i18n/verify-words.ts";
import { saveFile } from "../../ui/save-file.ts";
import { RawText } from "./RawText.tsx";
import type { CheckedEntry } from "./run.ts";
import { type Checked, proofFile } from "./verify-run.ts";

/** The proof of a checked entry as a file, and how to check it without this service. */
export function KeepProof(props: { readonly shown: CheckedEntry; readonly of: Checked }) {
  const { shown, of } = props;
  const proof = proofFile(shown, of);
  if (proof === undefined) return null;
  const name = `log-entry-${shown.entry.index}.tlog-proof`;
  const save = () => saveFile(new Blob([proof.bytes], { type: "application/octet-stream" }), name);
  return (
    <div className="stack gap-8">
      <p className="body log-text">{said.proof}</p>
      <div className="row">
        <Button variant="default" size="compact-sm" onClick={save} data-testid="verify-proof">
          {said.keepProof}
        </Button>
      </div>
      <RawText>{`node verify.mjs --key '${proof.key}' --proof ${name}`}</RawText>
    </div>
  );
}
