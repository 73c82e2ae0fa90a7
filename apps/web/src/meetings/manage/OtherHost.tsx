import { Button } from "@mantine/core";
import { hostWords } from "../../i18n/host-words.ts";
import { Notice } from "../../ui/page/Notice.tsx";
import type { LinkQuestion } from "./use-held-link.ts";

/** Instead of the page: the link that was opened names another host key than the one known here, or none. */
export function OtherHostAsked({ question }: { readonly question: LinkQuestion }) {
  const said = hostWords.vouching.asked;
  return (
    <Notice
      title={said.title}
      testId="other-host-asked"
      actions={
        <>
          <Button onClick={question.refuse} data-testid="keep-own-link">
            {said.keep}
          </Button>
          <Button
            variant="outline"
            color="brick"
            onClick={question.take}
            data-testid="take-other-link"
          >
            {said.take}
          </Button>
        </>
      }
    >
      <p>{question.named === undefined ? said.namesNone : said.namesOther}</p>
      <p>{said.means}</p>
    </Notice>
  );
}

/** Above all else, and no link is shown: the service names another host key than this device knows, so no link is made or shown. */
export function OtherHostTold({ told }: { readonly told: string | undefined }) {
  const said = hostWords.vouching.told;
  return (
    <div className="sheet stack other-host" role="alert" data-testid="other-host-told">
      <h2 className="h2">{said.title}</h2>
      <p className="small">{told === undefined ? said.namesNone : said.namesOther}</p>
      <p className="small">{said.means}</p>
    </div>
  );
}
