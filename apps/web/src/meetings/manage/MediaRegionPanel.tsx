import { useMutation } from "@tanstack/react-query";
import { changeMeeting } from "../../api/meetings.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { answerFault } from "../../ui/form/answer-fault.ts";
import { Choice } from "../../ui/form/Choice.tsx";
import type { Managing } from "./use-held-link.ts";

const any = "any region";

/** The region in which the meeting's media server stands. Nothing where there is no choice, and none was made. */
export function MediaRegionPanel(props: Pick<Managing, "manageKey" | "managed" | "refresh">) {
  const { manageKey, managed, refresh } = props;
  const { regions, chosen } = managed.mediaServers;
  const said = hostWords.mediaRegion;
  const changing = useMutation({
    mutationFn: (region: string) =>
      changeMeeting(manageKey, { mediaRegion: region === any ? null : region }),
    onSuccess: refresh,
  });
  if (regions.length === 0 && chosen === undefined) return null;
  const isGone = chosen?.state === "unlisted";
  const options = [
    { value: any, label: said.any },
    ...regions.map((region) => ({ value: region, label: region })),
    ...(isGone ? [{ value: chosen.region, label: chosen.region, disabled: true }] : []),
  ];
  const answer = changing.data;
  const failed = answer !== undefined && answer.kind !== "ok";
  return (
    <section className="sheet stack" aria-labelledby="media-region" data-testid="media-region">
      <h2 className="h2" id="media-region">
        {said.title}
      </h2>
      <Choice
        legend={<span className="small">{said.legend}</span>}
        testId="media-region"
        value={chosen?.region ?? any}
        disabled={changing.isPending}
        options={options}
        meaning={said.hint}
        onChange={(region) => changing.mutate(region)}
      />
      {chosen === undefined || chosen.state === "up" ? null : (
        <p className="error" role="alert" data-testid="media-region-away">
          {said[chosen.state](chosen.region)}
        </p>
      )}
      <p
        className={failed ? "error pass-message" : "small pass-message"}
        role="status"
        data-testid="media-region-said"
      >
        {failed ? answerFault(answer, { conflict: said.conflict }) : answer && said.changed}
      </p>
    </section>
  );
}
