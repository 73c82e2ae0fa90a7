import type { ReactNode } from "react";

export function TallyTable(props: {
  readonly caption: string;
  readonly rows: readonly (readonly [key: string, name: ReactNode, value: ReactNode])[];
}) {
  return (
    <table>
      <caption>{props.caption}</caption>
      <tbody>
        {props.rows.map(([key, name, value]) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
