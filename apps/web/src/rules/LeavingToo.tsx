import { hostWords } from "../i18n/host-words.ts";
import { ConfirmDialog } from "../ui/form/ConfirmDialog.tsx";
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
    <ConfirmDialog
      opened={leaving !== undefined}
      tone="brick"
      title={said.ownTitle[you]}
      confirm={said.ownConfirm[you]}
      testId="apply-rule-confirm"
      onConfirm={() => leaving?.confirm()}
      onClose={() => leaving?.cancel()}
    >
      <p className="body" data-testid="leaving-too">
        {hostWords.preview.you[you]} {keepsPage ? said.ownKeepsPage : said.ownKeepsNothing}
      </p>
    </ConfirmDialog>
  );
}
