import { useId, useState } from "react";
import { deskWords } from "../../i18n/desk-words.ts";
import { canHash, hashFiles } from "./file-hashes.ts";
import type { SectionProps } from "./section.ts";

const { form: text } = deskWords;

/** The original files, of which only names and hashes are kept. */
export function OriginalFiles({ draft, dispatch }: SectionProps) {
  const id = useId();
  const [busy, setBusy] = useState(false);
  const add = async (files: FileList | null): Promise<void> => {
    if (files === null) return;
    setBusy(true);
    const originals = await hashFiles(files).finally(() => setBusy(false));
    dispatch({ kind: "add-originals", originals });
  };
  return (
    <div className="stack gap-8">
      <label htmlFor={id} className="h2">
        {text.files}
      </label>
      <p className="small" id={`${id}-hint`}>
        {canHash() ? text.filesHint : text.noHashing}
      </p>
      <input
        id={id}
        type="file"
        multiple
        disabled={busy || !canHash()}
        aria-describedby={`${id}-hint`}
        data-testid="request-files"
        onChange={(event) => {
          const { currentTarget } = event;
          void add(currentTarget.files).then(() => {
            currentTarget.value = "";
          });
        }}
      />
      <p className="small" role="status">
        {busy ? text.hashing : null}
      </p>
      <ul className="plain-list">
        {draft.originals.map(({ name, sha256 }) => (
          <li key={sha256} className="item">
            <div className="item-what">
              <span className="said">{name}</span>
              <span className="mono desk-hash">{sha256}</span>
            </div>
            <button
              type="button"
              className="link"
              aria-label={text.removeFile(name)}
              onClick={() => dispatch({ kind: "remove-original", sha256 })}
            >
              {text.remove}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
