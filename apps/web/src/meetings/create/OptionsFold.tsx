import type { ComponentProps } from "react";
import { hostWords } from "../../i18n/host-words.ts";
import { Fold } from "../../ui/Fold.tsx";
import { vouchingOf } from "./create-form.ts";
import { DoorAndKeys } from "./DoorAndKeys.tsx";

/** What most meetings leave as it is, folded, with its values in one line. */
export function OptionsFold(props: ComponentProps<typeof DoorAndKeys>) {
  const { meeting } = props;
  const { options } = hostWords.create;
  const values = [
    options.lobby[meeting.entry],
    options.encryption[meeting.encryption],
    ...(vouchingOf(meeting) === "possible" ? [options.vouched[meeting.vouched]] : []),
  ];
  return (
    <Fold title={options.title} note={values.join(" · ")} testId="options">
      <DoorAndKeys {...props} />
    </Fold>
  );
}
