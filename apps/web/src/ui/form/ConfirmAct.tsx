import { ConfirmDialog, type ConfirmDialogProps } from "./ConfirmDialog.tsx";
import { FaultLine } from "./FaultLine.tsx";
import type { Unhappy } from "./said.ts";
import type { Act } from "./use-act.ts";

/** Asks once before an act, and says there what went wrong with it. */
export function ConfirmAct({
  act,
  say,
  ...asked
}: Omit<ConfirmDialogProps, "busy" | "fault"> & {
  readonly act: Pick<Act<never>, "busy" | "fault">;
  readonly say?: ((failed: Unhappy) => string) | undefined;
}) {
  return (
    <ConfirmDialog {...asked} busy={act.busy} fault={<FaultLine fault={act.fault} say={say} />} />
  );
}
