import type { Figures } from "@graticule/api/transparency";
import { hostMonth } from "../../i18n/host-time.ts";
import { transparencyWords } from "../../i18n/transparency-words.ts";
import { readThrough } from "../read-through.ts";
import { BehindLink } from "./links.tsx";
import { Section } from "./Section.tsx";
import { Tally, type TallyRow } from "./Tally.tsx";

const { time, appeals: said, band, atLeast } = transparencyWords;

const sayDays = (days: number): string =>
  days === 0 ? time.sameDay : transparencyWords.days(days);

export function Times({ timeToAnswer, timeToLift }: Figures) {
  const rows = [
    ...rowOf(time.answer, "requests", timeToAnswer),
    ...rowOf(time.lift, "orders", timeToLift),
  ];
  if (rows.length === 0) return null;
  return (
    <Section title={time.title}>
      <Tally
        caption={time.title}
        isCaptionHidden
        columns={[time.what, time.half, time.longest, time.of]}
        rows={rows}
      />
    </Section>
  );
}

function rowOf(
  label: string,
  behind: string,
  spread: Figures["timeToAnswer"],
): readonly TallyRow[] {
  if (spread === null) return [];
  const { medianDays, longestDays, count } = spread;
  return [{ label, behind, counts: [sayDays(medianDays), sayDays(longestDays), count] }];
}

export function Appeals({ appeals, through }: Pick<Figures, "appeals" | "through">) {
  const day = readThrough(through);
  const { byMonth, corrected, denied } = appeals;
  return (
    <Section title={said.title} text={said.text}>
      {byMonth.length === 0 ? (
        <p className="body">{said.none(day)}</p>
      ) : (
        <Tally
          caption={said.title}
          isCaptionHidden
          columns={[said.month, said.made, said.overturned]}
          rows={byMonth.toReversed().map(({ month, made, overturned }) => ({
            label: hostMonth(month),
            behind: "appeals",
            counts: [sayFromTen(made), sayFromTen(overturned)],
          }))}
        />
      )}
      <p className="body">
        {said.corrected(day)}: {atLeast[corrected]}.
      </p>
      <p className="body">
        <BehindLink figure="denials" className="link">
          {said.denied(day)}
        </BehindLink>
        : {atLeast[denied]}.
      </p>
    </Section>
  );
}

function sayFromTen(count: Figures["appeals"]["byMonth"][number]["made"]): number | string {
  return typeof count === "number" ? count : band[count];
}
