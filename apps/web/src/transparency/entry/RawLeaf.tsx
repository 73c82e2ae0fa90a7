import { Button, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { logPageWords } from "../../i18n/log-page-words.ts";
import { RawText } from "../verify/RawText.tsx";

const { page: said } = logPageWords;

/** The bytes of an entry as they are hashed. */
export function RawLeaf({ leaf }: { readonly leaf: string }) {
  return (
    <details className="log-folded">
      <summary className="link">{said.raw}</summary>
      <RawText>{leaf}</RawText>
      <div className="row">
        <CopyButton value={leaf}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              size="compact-sm"
              onClick={copy}
              leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            >
              {copied ? said.copied : said.copy}
            </Button>
          )}
        </CopyButton>
        <span className="small">{said.rawText}</span>
      </div>
    </details>
  );
}
