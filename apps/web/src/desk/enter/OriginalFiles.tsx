import { useId, useState } from "react";
import { deskWords } from "../../i18n/desk-words.ts";
import { LinkButton } from "../../ui/LinkButton.tsx";
import { canHash, hashFiles } from "./file-hashes.ts";
import { addOriginals } from "./request-draft.ts";
import type { SectionProps } from "./Sections.tsx";

const { form: text } = deskWords;

/** The original files, of which only names and hashes are kept. */
export function OriginalFiles({ draft, update }: SectionProps) {
  const id = useId();
  const [busy, setBusy] = useState(false);
  const add = async (files: FileList | null): Promise<void> => {
    if (files === null) return;
    setBusy(true);
    const originals = await hashFiles(files).finally(() => setBusy(false));
    update((before) => addOriginals(before, originals));
  };
  const remove = (hash: string): void =>
    update((before) => ({
      ...before,
      originals: before.originals.filter(({ sha256 }) => sha256 !== hash),
    }));
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
            <LinkButton label={text.removeFile(name)} onClick={() => remove(sha256)}>
              {text.remove}
            </LinkButton>
          </li>
        ))}
      </ul>
    </div>
  );
}
