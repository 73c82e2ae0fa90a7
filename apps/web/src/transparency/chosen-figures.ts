import type { Figures } from "@graticule/api/transparency";
import { capital } from "../i18n/capital.ts";
import { transparencyWords } from "../i18n/transparency-words.ts";
import { readThrough } from "./read-through.ts";

const { figure: said } = transparencyWords;

/** One of the five figures that tell the story to a reader who was not there. */
interface ChosenFigure {
  readonly id: keyof typeof said;
  readonly label: string;
  readonly value: string;
  readonly details: readonly string[];
  /** The entries behind it. */
  readonly behind: string;
  /** It says what can't be true. */
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
    id: "requests",
    label: said.requests.label,
    behind: "requests",
    isWrong: false,
    value: String(sum.received),
    details: [
      sum.received === 0 ? said.requests.none : `${parts.join(", ")}.`,
      ...(sum.unregistered === 0 ? [] : [said.requests.unregistered(sum.unregistered)]),
    ],
  };
}

/** A demand that is always refused. */
function endMeeting({ demands }: Figures): ChosenFigure {
  const words = said.endMeeting;
  const row = demands.find(({ demand }) => demand === "end-meeting");
  const met = row === undefined ? 0 : row.met + row.narrowed;
  return {
    id: "endMeeting",
    label: words.label,
    behind: "demand:end-meeting",
    value: String(row?.asked ?? 0),
    details: row === undefined ? [words.neverAsked] : endMeetingDetails(row, met),
    isWrong: met > 0,
  };
}

function endMeetingDetails(row: Figures["demands"][number], met: number): readonly string[] {
  const words = said.endMeeting;
  const refused = row.refused + row.notHandledHere;
  const isAllRefused = refused === row.asked;
  return [
    refused > 0 && words.refused(refused, isAllRefused),
    row.sentBack > 0 && words.sentBack(row.sentBack),
    row.open > 0 && words.open(row.open),
    met > 0 ? words.met(met) : !isAllRefused && words.neverMet,
  ].filter((detail) => detail !== false);
}

function orders({ orders: sum, through }: Figures): ChosenFigure {
  return {
    id: "orders",
    label: said.orders.label,
    behind: "orders-in-force",
    isWrong: false,
    value: String(sum.inForce),
    details: [
      ...(sum.approved === 0
        ? [said.orders.none]
        : [said.orders.of(sum.approved), said.orders.through(readThrough(through))]),
      ...(sum.ahead > 0 ? [said.orders.ahead(sum.ahead)] : []),
    ],
  };
}

function timeToAnswer({ timeToAnswer: spread, requests: { open } }: Figures): ChosenFigure {
  const { time } = said;
  const figure = { id: "time", label: time.label, behind: "requests", isWrong: false } as const;
  if (spread === null) return { ...figure, value: time.none, details: [time.nothing] };
  const { medianDays, longestDays } = spread;
  return {
    ...figure,
    value: medianDays === 0 ? time.sameDay : transparencyWords.days(medianDays),
    // An open one may take longer yet.
    details:
      longestDays === medianDays && open === 0
        ? [time.noLonger]
        : [time.half, time.longest(longestDays)],
  };
}

function corrected({ appeals, through }: Figures): ChosenFigure {
  return {
    id: "corrected",
    label: said.corrected.label,
    behind: "corrections",
    isWrong: false,
    value: capital(transparencyWords.atLeast[appeals.corrected]),
    details: [said.corrected.how, said.corrected.through(readThrough(through))],
  };
}
