import { Button, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { logPageWords } from "../../i18n/log-page-words.ts";

const { page: said } = logPageWords;

/** The bytes of an entry as they are hashed. */
export function RawLeaf({ leaf }: { readonly leaf: string }) {
  return (
    <details className="log-folded">
      <summary className="link">{said.raw}</summary>
      <pre className="log-code log-raw" dir="ltr" data-testid="raw-leaf">
        {leaf}
      </pre>
      <div className="row">
        <Copy value={leaf} />
        <span className="small">{said.rawText}</span>
      </div>
    </details>
  );
}

function Copy({ value }: { readonly value: string }) {
  return (
    <CopyButton value={value}>
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
  );
}
