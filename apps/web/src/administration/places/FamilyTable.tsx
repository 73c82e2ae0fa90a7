import type { ReactNode } from "react";
import { locationWords } from "../../i18n/location-words.ts";
import { type FamilyRow, percent } from "./shares-view.ts";

const { family } = locationWords.agreement;

/** Shares of IPv4 and IPv6 side by side; nothing where there are no rows. */
export function FamilyTable<K extends string>(props: {
  readonly caption: string;
  readonly rows: readonly FamilyRow<K>[];
  readonly nameOf: (key: K) => ReactNode;
}) {
  if (props.rows.length === 0) return null;
  return (
    <div className="agreement family-table">
      <table>
        <caption>{props.caption}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{family.ipv4}</th>
            <th scope="col">{family.ipv6}</th>
          </tr>
        </thead>
        <tbody>
          {props.rows.map(({ key, ipv4, ipv6 }) => (
            <tr key={key}>
              <th scope="row">{props.nameOf(key)}</th>
              <td>{percent(ipv4)}</td>
              <td>{percent(ipv6)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
