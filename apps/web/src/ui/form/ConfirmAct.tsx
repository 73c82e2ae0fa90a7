import { ConfirmDialog, type ConfirmDialogProps } from "./ConfirmDialog.tsx";
import { FaultLine } from "./FaultLine.tsx";
import type { Act } from "./use-act.ts";

/** Asks once before an act, and says there what went wrong with it. */
export function ConfirmAct({
  act,
  ...asked
}: Omit<ConfirmDialogProps, "busy" | "fault"> & {
  readonly act: Pick<Act<never>, "busy" | "fault">;
}) {
  return <ConfirmDialog {...asked} busy={act.busy} fault={<FaultLine fault={act.fault} />} />;
}
