import { accountWords } from "../../i18n/account-words.ts";
import { CopyTextButton } from "../../ui/form/CopyTextButton.tsx";

export function BackupCodes({ codes }: { readonly codes: readonly string[] }) {
  const { security } = accountWords;
  return (
    <>
      <ul className="plain-list codes mono" data-testid="backup-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div>
        <CopyTextButton
          text={codes.join("\n")}
          label={security.copyCodes}
          copied={security.codesCopied}
        />
      </div>
    </>
  );
}
