import type { Figures } from "@graticule/api/transparency";
import { transparencyWords } from "../i18n/transparency-words.ts";
import { readThrough } from "./read-through.ts";

const { figure: said } = transparencyWords;

/** One of the five that tell the story to someone who was not there. */
export interface ChosenFigure {
  readonly id: keyof typeof said;
  readonly label: string;
  readonly value: string;
  readonly details: readonly string[];
  /** The entries behind it. */
  readonly behind: string;
  /** It says what can't be. */
  readonly isWrong: boolean;
}

export function chooseFigures(figures: Figures): readonly ChosenFigure[] {
  return [
    requests(figures),
    endMeeting(figures),
    orders(figures),
    timeToAnswer(figures),
    corrected(figures),
  ];
}

function requests({ requests: sum }: Figures): ChosenFigure {
  const states = ["open", "answered", "returned", "rejected"] as const;
  const parts = states.filter((state) => sum[state] > 0).map((one) => said.requests[one](sum[one]));
  return {
    ...{ id: "requests", label: said.requests.label, behind: "requests", isWrong: false },
    value: String(sum.received),
    details: [sum.received === 0 ? said.requests.none : `${parts.join(", ")}.`],
  };
}

/** What started it all: always refused. */
function endMeeting({ demands }: Figures): ChosenFigure {
  const words = said.endMeeting;
  const row = demands.find(({ demand }) => demand === "end-meeting");
  const figure = {
    id: "endMeeting" as const,
    ...{ label: words.label, behind: "demand:end-meeting", value: String(row?.asked ?? 0) },
  };
  if (row === undefined) return { ...figure, details: [words.neverAsked], isWrong: false };
  const met = row.met + row.narrowed;
  const refused = row.refused + row.notHandledHere;
  return {
    ...figure,
    details: [
      ...(refused > 0 ? [words.refused(refused, refused === row.asked)] : []),
      ...(row.sentBack > 0 ? [words.sentBack(row.sentBack)] : []),
      ...(row.open > 0 ? [words.open(row.open)] : []),
      ...(met > 0 ? [words.met(met)] : refused === row.asked ? [] : [words.neverMet]),
    ],
    isWrong: met > 0,
  };
}

function orders({ orders: sum, through }: Figures): ChosenFigure {
  return {
    ...{
      id: "orders",
      label: said.orders.label(readThrough(through)),
      behind: "orders-in-force",
      isWrong: false,
    },
    value: String(sum.inForce),
    details: [
      sum.approved === 0 ? said.orders.none : said.orders.of(sum.approved),
      ...(sum.ahead > 0 ? [said.orders.ahead(sum.ahead)] : []),
    ],
  };
}

function timeToAnswer({ timeToAnswer: spread }: Figures): ChosenFigure {
  const figure = {
    id: "time" as const,
    ...{ label: said.time.label, behind: "requests", isWrong: false },
  };
  if (spread === null) return { ...figure, value: said.time.none, details: [said.time.nothing] };
  const { medianDays, longestDays } = spread;
  return {
    ...figure,
    value: medianDays === 0 ? said.time.sameDay : transparencyWords.days(medianDays),
    details:
      longestDays === medianDays
        ? [said.time.noLonger]
        : [said.time.half, said.time.longest(longestDays)],
  };
}

function corrected({ appeals, through }: Figures): ChosenFigure {
  return {
    ...{ id: "corrected", label: said.corrected.label, behind: "corrections", isWrong: false },
    value: transparencyWords.atLeast[appeals.corrected],
    details: [said.corrected.how, said.corrected.through(readThrough(through))],
  };
}
