import { useBlocker } from "@tanstack/react-router";
import { deskWords } from "../../i18n/desk-words.ts";
import { ConfirmDialog } from "../../ui/form/ConfirmDialog.tsx";

const { form: text } = deskWords;

/** Asks before a page with unsaved input is left. */
export function LeaveGuard({ unkept }: { readonly unkept: boolean }) {
  const blocker = useBlocker({
    shouldBlockFn: () => unkept,
    enableBeforeUnload: () => unkept,
    withResolver: true,
  });
  if (blocker.status !== "blocked") return null;
  return (
    <ConfirmDialog
      opened
      title={text.leaveTitle}
      confirm={text.leave}
      onConfirm={blocker.proceed}
      onClose={blocker.reset}
    >
      <p className="body">{text.leaveText}</p>
    </ConfirmDialog>
  );
}
