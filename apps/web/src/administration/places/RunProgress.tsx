import type { SourceCatalogue } from "@graticule/api/location-sources";
import { useEffect, useRef } from "react";
import { locationWords } from "../../i18n/location-words.ts";
import { type OfferedSource, type RunStep, stepsOf } from "./catalogue-view.ts";

const { catalogue: text } = locationWords;

/** How far the download of each source is, or what became of it. */
export function RunProgress(props: {
  readonly run: Exclude<SourceCatalogue["run"], { kind: "idle" }>;
  readonly sources: readonly OfferedSource[];
  /** It takes the place of the form that began it. */
  readonly takesFocus: boolean;
}) {
  const { run, sources, takesFocus } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  const isDone = run.kind === "finished";
  return (
    <div className="stack gap-8" data-testid="run" data-run={run.kind}>
      <h3 className="h2 run-title" ref={heading} tabIndex={-1}>
        {isDone ? text.finished : text.running}
      </h3>
      <ul className="plain-list">
        {stepsOf(run).map((step) => (
          <Step key={step.id} step={step} source={sources.find(({ id }) => id === step.id)} />
        ))}
      </ul>
      <p className="small" role="status">
        {isDone ? text.done(run.taken.some(({ outcome }) => outcome !== "failed")) : null}
      </p>
    </div>
  );
}

const dots = {
  waiting: "warn",
  downloading: "warn",
  checking: "warn",
  updated: "ok",
  unchanged: "ok",
  held: "warn",
  failed: "bad",
} as const;

function Step(props: { readonly step: RunStep; readonly source: OfferedSource | undefined }) {
  const { step, source } = props;
  const maker = source?.maker ?? step.id;
  return (
    <li className="item" data-testid={`run-${step.id}`} data-step={step.kind}>
      <div className="item-what">
        <p className="item-name">
          {maker} <span className="badge">{step.id}</span>
        </p>
        {step.kind === "downloading" || step.kind === "checking" ? (
          <progress
            className="line-progress"
            aria-label={maker}
            {...(step.kind === "downloading" && step.of !== undefined
              ? { value: step.bytes, max: step.of }
              : {})}
          />
        ) : null}
      </div>
      <span className="state small" data-state={dots[step.kind]}>
        <span>{stepText(step)}</span>
      </span>
    </li>
  );
}

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);

function stepText(step: RunStep): string {
  switch (step.kind) {
    case "downloading":
      return step.of === undefined
        ? text.step.bytes(megabytes(step.bytes))
        : text.step.bytesOf(megabytes(step.bytes), megabytes(step.of));
    case "held":
    case "failed":
      return text.step[step.kind](step.why);
    default:
      return text.step[step.kind];
  }
}
