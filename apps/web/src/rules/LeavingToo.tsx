import { Button } from "@mantine/core";
import { hostWords } from "../i18n/host-words.ts";
import { Dialog } from "../ui/Dialog.tsx";
import type { Leaving } from "./use-rule-change.ts";

/** Asks whoever would put themself out by a rule, and says what remains to them. */
export function LeavingToo(props: {
  readonly leaving: Leaving | undefined;
  /** Whether the management page opens to them. */
  readonly keepsPage: boolean;
}) {
  const { leaving, keepsPage } = props;
  const said = hostWords.rule;
  const you = leaving?.you ?? "leave";
  return (
    <Dialog
      opened={leaving !== undefined}
      onClose={() => leaving?.cancel()}
      title={said.ownTitle[you]}
      closeLabel={hostWords.manage.cancel}
    >
      <div className="stack" lang="en" dir="ltr">
        <p className="body" data-testid="leaving-too">
          {hostWords.preview.you[you]} {keepsPage ? said.ownKeepsPage : said.ownKeepsNothing}
        </p>
        <div className="row" style={{ justifyContent: "flex-end" }}>
          <Button variant="default" onClick={() => leaving?.cancel()} data-autofocus>
            {hostWords.manage.cancel}
          </Button>
          <Button color="brick" onClick={() => leaving?.confirm()} data-testid="apply-rule-confirm">
            {said.ownConfirm[you]}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
