import type { MeetingManaged } from "@graticule/api/meetings";
import { Button, NativeSelect } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { changeMeeting } from "../../api/meetings.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { answerFault } from "../../ui/form/answer-fault.ts";
import type { Managing } from "./use-held-link.ts";

type Props = Pick<Managing, "manageKey" | "managed" | "refresh">;
type Servers = MeetingManaged["mediaServers"];

const any = "any region";
const said = hostWords.mediaRegion;

/** The region in which the meeting's media server is. Nothing where there is no choice, and none was made. */
export function MediaRegionPanel(props: Props) {
  const servers = props.managed.mediaServers;
  const { wanted, isInert, choose, submit, answer } = useRegion(props);
  if (servers.regions.length === 0 && servers.chosen === undefined) return null;
  const failed = answer !== undefined && answer.kind !== "ok";
  return (
    <section className="sheet stack" aria-labelledby="media-region" data-testid="media-region">
      <h2 className="h2" id="media-region">
        {said.title}
      </h2>
      <form className="stack" onSubmit={submit}>
        <NativeSelect
          label={said.legend}
          description={said.hint}
          inputWrapperOrder={["label", "input", "description"]}
          value={wanted}
          data={optionsOf(servers)}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
          data-testid="media-region-choice"
        />
        <Away {...servers} />
        <div className="row">
          {/* Off, but not disabled: the keyboard would lose its place. */}
          <Button
            type="submit"
            variant="default"
            {...(isInert && { "data-disabled": true, "aria-disabled": true })}
            data-testid="media-region-change"
          >
            {said.change}
          </Button>
        </div>
      </form>
      <p
        className={failed ? "error pass-message" : "small pass-message"}
        role="status"
        data-testid="media-region-said"
      >
        {failed ? answerFault(answer, { conflict: said.conflict }) : answer && doneWith(servers)}
      </p>
    </section>
  );
}

/** What is chosen on the page, until it is the meeting's. */
function useRegion({ manageKey, managed, refresh }: Props) {
  const [draft, setDraft] = useState<string | undefined>();
  const changing = useMutation({
    mutationFn: (region: string) =>
      changeMeeting(manageKey, { mediaRegion: region === any ? null : region }),
    onSuccess: async (answer) => {
      await refresh();
      if (answer.kind === "ok") setDraft(undefined);
    },
  });
  const now = managed.mediaServers.chosen?.region ?? any;
  const wanted = draft ?? now;
  const isInert = changing.isPending || wanted === now;
  return {
    ...{ wanted, isInert, answer: changing.data },
    choose(region: string): void {
      if (changing.isPending) return;
      changing.reset();
      setDraft(region);
    },
    submit(event: FormEvent): void {
      event.preventDefault();
      if (!isInert) changing.mutate(wanted);
    },
  };
}

/** The chosen region is always among them, also where it isn't offered. */
function optionsOf({ regions, chosen }: Servers) {
  const options = [
    { value: any, label: said.any },
    ...regions.map((region) => ({ value: region, label: region })),
  ];
  if (chosen === undefined || regions.includes(chosen.region)) return options;
  const { region, state } = chosen;
  return [
    ...options,
    { value: region, label: state === "unlisted" ? said.notAvailable(region) : region },
  ];
}

/** That no one can join, and what to choose. */
function Away({ regions, chosen }: Servers) {
  if (chosen === undefined || chosen.state === "up") return null;
  const instead = said.instead[regions.length === 0 ? "any" : "region"];
  return (
    <p className="error" role="alert" data-testid="media-region-away">
      {said[chosen.state](chosen.region, instead)}
    </p>
  );
}

/** Nothing beside the alert. */
function doneWith({ chosen }: Servers): string | undefined {
  if (chosen === undefined) return said.changed.any;
  return chosen.state === "up" ? said.changed.region : undefined;
}
