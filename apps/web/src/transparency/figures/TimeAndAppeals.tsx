import type { Figures } from "@graticule/api/transparency";
import { hostMonth } from "../../i18n/host-time.ts";
import { transparencyWords } from "../../i18n/transparency-words.ts";
import { readThrough } from "../read-through.ts";
import { Section } from "./Section.tsx";
import { Tally, type TallyRow } from "./Tally.tsx";

const { time, appeals: said, band, atLeast } = transparencyWords;

const sayDays = (days: number): string =>
  days === 0 ? time.sameDay : transparencyWords.days(days);

export function Times({ timeToAnswer, timeToLift }: Figures) {
  const rows: readonly (TallyRow | undefined)[] = [
    rowOf({ key: "answer", label: time.answer, behind: "requests" }, timeToAnswer),
    rowOf({ key: "lift", label: time.lift, behind: "orders" }, timeToLift),
  ];
  const known = rows.filter((row) => row !== undefined);
  if (known.length === 0) return null;
  return (
    <Section title={time.title} testId="log-times">
      <Tally
        caption={time.title}
        isCaptionHidden
        columns={[time.what, time.half, time.longest, time.of]}
        rows={known}
      />
    </Section>
  );
}

function rowOf(
  row: Pick<TallyRow, "key" | "label" | "behind">,
  spread: Figures["timeToAnswer"],
): TallyRow | undefined {
  if (spread === null) return undefined;
  const { medianDays, longestDays, count } = spread;
  return { ...row, counts: [sayDays(medianDays), sayDays(longestDays), count] };
}

export function Appeals({ appeals, through }: Pick<Figures, "appeals" | "through">) {
  const day = readThrough(through);
  const { byMonth, corrected } = appeals;
  return (
    <Section title={said.title} text={said.text} testId="log-appeals">
      {byMonth.length === 0 ? (
        <p className="body">{said.none(day)}</p>
      ) : (
        <Tally
          caption={said.title}
          isCaptionHidden
          columns={[said.month, said.made, said.overturned]}
          rows={[...byMonth].reverse().map(({ month, made, overturned }) => ({
            ...{ key: month, label: hostMonth(month), behind: "appeals" },
            counts: [sayFromTen(made), sayFromTen(overturned)],
          }))}
        />
      )}
      <p className="body">
        {said.corrected(day)}: {atLeast[corrected]}.
      </p>
    </Section>
  );
}

function sayFromTen(count: Figures["appeals"]["byMonth"][number]["made"]): number | string {
  return typeof count === "number" ? count : band[count];
}
