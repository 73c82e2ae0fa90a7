import { Button, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { accountWords } from "../../i18n/account-words.ts";

export function BackupCodes({ codes }: { readonly codes: readonly string[] }) {
  const { security } = accountWords;
  return (
    <>
      <ul className="plain-list codes mono" data-testid="backup-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <CopyButton value={codes.join("\n")}>
        {({ copied, copy }) => (
          <div>
            <Button
              variant="default"
              onClick={copy}
              leftSection={copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
            >
              {copied ? security.codesCopied : security.copyCodes}
            </Button>
          </div>
        )}
      </CopyButton>
    </>
  );
}
