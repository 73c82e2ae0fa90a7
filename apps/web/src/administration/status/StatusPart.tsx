import type { ServiceStatus } from "@graticule/api/administration";
import { Link } from "@tanstack/react-router";
import { lookAtStatus } from "../../api/administration.ts";
import { lookAtStaff } from "../../api/desk.ts";
import { administrationWords } from "../../i18n/administration-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { Certainty } from "../../ui/page/Certainty.tsx";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { hasReportReader } from "../desk/missing-people.ts";
import { SetUpLocations } from "../places/SetUpLocations.tsx";
import { coverageOf, needsData, wantsCare } from "../places/source-advice.ts";
import { TallyTable } from "../TallyTable.tsx";
import { ClusterPart } from "./ClusterPart.tsx";
import { groupCounts } from "./count-groups.ts";
import { healthOf } from "./health.ts";
import { ReportsWait } from "./ReportsWait.tsx";
import { State } from "./State.tsx";

const everyMs = 10_000;

const { status: text } = administrationWords;

/** Whether everything works, and what to do where it doesn't. */
export function StatusPart() {
  const asking = useAsked("status", lookAtStatus, { everyMs });
  // The status stays readable if this can't be loaded.
  const { asked: staff } = useAsked("admin-staff", lookAtStaff, { everyMs });
  const reports = staff.kind === "ok" ? staff.value : undefined;
  const unread = reports !== undefined && !hasReportReader(reports.staff);
  return (
    <Loaded asking={asking}>
      {(status) => (
        <>
          {reports === undefined ? null : <ReportsWait {...reports} />}
          <Machinery status={status} reports={unread ? "unread" : "read"} />
          {status.cluster === undefined ? null : <ClusterPart cluster={status.cluster} />}
          <Live live={status.live} />
          <Counts
            counts={status.counts}
            text={status.cluster === undefined ? text.countsText : text.cluster.countsText}
          />
        </>
      )}
    </Loaded>
  );
}

const logStates = { starting: "warn", signing: "ok", waiting: "warn", stopped: "bad" } as const;

function Machinery(props: { readonly status: ServiceStatus; readonly reports: "read" | "unread" }) {
  const { status, reports } = props;
  const { engine, database, mail, log } = status;
  const minutes = Math.floor((database.snapshotAgeSeconds ?? 0) / 60);
  return (
    <section className="stack part" data-testid="machinery">
      <p className="body" role="status" data-testid="all-well">
        {text.health[healthOf(status, reports)]}
      </p>
      <dl className="facts">
        <dt>{text.engine}</dt>
        <dd>
          <State state={engine.state === "ok" ? "ok" : "bad"}>{text[engine.state]}</State>
          <p className="small">
            {text.engineKind[engine.kind]}
            {engine.rooms === undefined ? null : ` · ${text.rooms(engine.rooms)}`}
          </p>
          {engine.state === "ok" ? null : <p className="amber-note">{text.engineFails}</p>}
        </dd>
        <dt>{text.database}</dt>
        <dd>
          <State state={database.state === "ok" ? "ok" : "bad"}>{text[database.state]}</State>
          <p className="small">{text.databaseKind[database.kind]}</p>
          {database.restoredAt === undefined ? null : (
            <p className="small" data-testid="restored">
              {text.restored(hostMoment(database.restoredAt))}
            </p>
          )}
          {database.state === "ok" ? null : (
            <p className="amber-note">{text.databaseFails(minutes)}</p>
          )}
        </dd>
        <dt>{text.log}</dt>
        <dd>
          <State state={logStates[log.state]}>{text.logState[log.state]}</State>
          {log.since === undefined ? null : (
            <p className="small">{text.logSince(hostMoment(log.since))}</p>
          )}
          {log.setAside === 0 ? null : <p className="small">{text.logSetAside(log.setAside)}</p>}
          {log.reason === undefined ? null : (
            <p className="amber-note">
              {text.logStop[log.reason]} {text.logAdvice}
            </p>
          )}
        </dd>
        <dt>{text.locations}</dt>
        <dd>
          <Locations sources={status.sources} />
        </dd>
        <DeskKeysElsewhere elsewhere={status.deskKeysElsewhere} />
        <dt>{text.mail}</dt>
        <dd>
          <State state={mail === "smtp" ? "ok" : "warn"}>{text.mailKind[mail]}</State>
          {mail === "smtp" ? null : (
            <p className="small">
              <Link to="/admin/$part" params={{ part: "mailbox" }} className="link">
                {text.mailKept}
              </Link>
              . {text.mailAdvice}
            </p>
          )}
        </dd>
      </dl>
      <p className="small">
        {text.version(status.version)} · {text.startedAt(hostMoment(status.startedAt))}
      </p>
    </section>
  );
}

function DeskKeysElsewhere(props: {
  readonly elsewhere: ServiceStatus["deskKeysElsewhere"] | undefined;
}) {
  const { elsewhere } = props;
  if (elsewhere === undefined) return null;
  return (
    <>
      <dt>{text.deskKeys}</dt>
      <dd data-testid="desk-keys-elsewhere">
        <State state="warn">{text.deskKeysElsewhere(elsewhere.hosts.join(", "))}</State>
        <p className="amber-note">{text.deskKeysAdvice(elsewhere.keys)}</p>
      </dd>
    </>
  );
}

const coverageStates = {
  sure: "ok",
  own: "warn",
  "own-only": "warn",
  likely: "warn",
  none: "bad",
} as const;

/** What the sources of places can tell together, and where there is more. */
function Locations({ sources }: Pick<ServiceStatus, "sources">) {
  const coverage = coverageOf(sources);
  return (
    <>
      <State state={coverageStates[coverage]}>{text.locationsState[coverage]}</State>
      <Certainty line />
      {needsData(sources) ? (
        <SetUpLocations />
      ) : (
        <p className="small">
          {sources.some(wantsCare) ? `${text.locationsCare} ` : null}
          <Link to="/admin/$part" params={{ part: "places" }} className="link">
            {text.locationsLink}
          </Link>
        </p>
      )}
    </>
  );
}

function Live({ live }: { readonly live: ServiceStatus["live"] }) {
  return (
    <PagePart title={text.now} testId="live">
      <dl className="figures">
        {(["signalling", "pages", "meetingsInUse"] as const).map((what) => (
          <div key={what}>
            <dt>{text.live[what]}</dt>
            <dd>{live[what]}</dd>
          </div>
        ))}
      </dl>
    </PagePart>
  );
}

/** What was let in, kept out and removed since the start, by reason. */
function Counts({
  counts,
  text: meaning,
}: Pick<ServiceStatus, "counts"> & { readonly text: string }) {
  const groups = groupCounts(counts);
  return (
    <PagePart title={text.counts} text={meaning} testId="counts">
      {groups.length === 0 ? <p className="small">{text.noCounts}</p> : null}
      <div className="tallies">
        {groups.map(({ group, counts: some }) => (
          <TallyTable
            key={group}
            caption={text.groups[group]}
            rows={some.map(({ name, count }) => [name, text.count[name] ?? name, count])}
          />
        ))}
      </div>
    </PagePart>
  );
}
