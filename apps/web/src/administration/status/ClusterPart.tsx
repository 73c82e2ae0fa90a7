import type { EngineStatus, InstanceStatus, ServiceStatus } from "@graticule/api/administration";
import type { ReactNode } from "react";
import { administrationWords } from "../../i18n/administration-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { readCount } from "../../i18n/number.ts";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { differencesIn, engineMarks, instanceMarks, instanceState } from "./cluster-view.ts";
import { State } from "./State.tsx";

const { cluster: text } = administrationWords.status;

/** Every instance and every media engine of a service of several. */
export function ClusterPart(props: { readonly cluster: NonNullable<ServiceStatus["cluster"]> }) {
  const { instances, engines } = props.cluster;
  return (
    <PagePart title={text.title} text={text.text} testId="cluster">
      {differencesIn(instances).map((what) => (
        <p className="amber-note" key={what}>
          {text.differ[what]}
        </p>
      ))}
      <div className="cluster">
        <Table name={text.instance}>
          {instances.map((one) => (
            <Instance key={one.address} instance={one} />
          ))}
        </Table>
        <Table name={text.engine}>
          {engines.map((one) => (
            <Engine key={one.id} engine={one} />
          ))}
        </Table>
      </div>
    </PagePart>
  );
}

function Table(props: { readonly name: string; readonly children: ReactNode }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{props.name}</th>
          <th scope="col">{text.rooms}</th>
          <th scope="col">{text.people}</th>
        </tr>
      </thead>
      <tbody>{props.children}</tbody>
    </table>
  );
}

function Row(props: {
  readonly rooms: number | undefined;
  readonly people: number | undefined;
  readonly children: ReactNode;
}) {
  const { rooms, people } = props;
  return (
    <tr>
      <th scope="row">{props.children}</th>
      <td>{rooms === undefined ? text.unknown : readCount(rooms)}</td>
      <td>{people === undefined ? text.unknown : readCount(people)}</td>
    </tr>
  );
}

function Instance({ instance }: { readonly instance: InstanceStatus }) {
  const { address, isThis, said, rooms, beatSecondsAgo } = instance;
  const state = instanceState(instance);
  return (
    <Row rooms={rooms} people={said?.people}>
      <p className="item-name">
        {address}
        {isThis ? <span className="badge">{text.thisOne}</span> : null}
      </p>
      <State state={instanceMarks[state]}>{text.instanceState[state]}</State>
      <p className="small">
        {said === undefined
          ? text.lastBeat(beatSecondsAgo)
          : text.said(said.version, hostMoment(said.startedAt), said.location?.slice(0, 8))}
      </p>
      {(instance.roles ?? []).map((role) => (
        <p className="small" key={role}>
          {text.role[role]}
        </p>
      ))}
    </Row>
  );
}

function Engine({ engine }: { readonly engine: EngineStatus }) {
  const { id, region, state, rooms, people } = engine;
  return (
    <Row rooms={rooms} people={people}>
      <p className="item-name">
        {id}
        {region === undefined ? null : <span className="badge">{region}</span>}
      </p>
      <State state={engineMarks[state]}>{text.engineState[state]}</State>
    </Row>
  );
}
