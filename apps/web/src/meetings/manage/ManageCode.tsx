import { Button } from "@mantine/core";
import { useState } from "react";
import { hostWords } from "../../i18n/host-words.ts";
import { QrCode } from "../../ui/QrCode.tsx";

/** The management link of a vouched meeting as a code to scan: for its host alone, so shown on demand. */
export function ManageCode({ url }: { readonly url: string }) {
  const [isShown, setShown] = useState(false);
  const said = hostWords.vouching;
  return (
    <div className="stack gap-8">
      <div className="row">
        <Button
          variant="default"
          size="sm"
          aria-expanded={isShown}
          onClick={() => setShown(!isShown)}
          data-testid="show-code"
        >
          {isShown ? said.hideCode : said.showCode}
        </Button>
      </div>
      {isShown ? (
        <>
          <QrCode text={url} alt={said.codeAlt} />
          <p className="small">{said.codeHint}</p>
        </>
      ) : null}
    </div>
  );
}
