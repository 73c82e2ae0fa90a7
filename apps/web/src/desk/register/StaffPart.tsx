import type {
  DeskChange,
  RegisteredAuthority,
  StaffChangeInput,
  StaffMember,
} from "@graticule/client/contract";
import type { DeskRole } from "@graticule/desk/staff";
import { Button } from "@mantine/core";
import { useState } from "react";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { emailFault } from "../../ui/form/check-fields.ts";
import { DoneLine } from "../../ui/form/DoneLine.tsx";
import { EmailField } from "../../ui/form/Fields.tsx";
import { PartForm } from "../../ui/form/PartForm.tsx";
import type { Said } from "../../ui/form/said.ts";
import { Ticks } from "../../ui/form/Tick.tsx";
import { useChecked } from "../../ui/form/use-checked.ts";
import { Part } from "../../ui/page/PartsPage.tsx";
import { useDeskAct } from "../page/reasons.ts";

const { register: text } = deskWords;

interface Props {
  readonly staff: readonly StaffMember[];
  /** To be a liaison to; the administrator names none. */
  readonly authorities: readonly Pick<RegisteredAuthority, "series" | "name" | "withdrawnAt">[];
  readonly propose: (input: StaffChangeInput) => Promise<Said<DeskChange>>;
  readonly again: () => Promise<void>;
}

/** Who is at the desk, in which roles, and the proposing of others. */
export function StaffPart(props: Props) {
  const [writing, setWriting] = useState<StaffChangeInput | undefined>();
  const [sent, setSent] = useState<DeskChange | undefined>();
  const write = (input: StaffChangeInput): void => {
    setSent(undefined);
    setWriting(input);
  };
  return (
    <Part title={text.staff} text={text.staffText} testId="staff">
      {props.staff.length === 0 ? <p className="small">{text.noStaff}</p> : null}
      <ul className="plain-list">
        {props.staff.map((member) => (
          <StaffItem key={member.id} {...props} member={member} onChange={write} />
        ))}
      </ul>
      {writing === undefined ? (
        <div>
          <Button
            variant="default"
            data-testid="staff-add"
            onClick={() => write({ kind: "staff", email: "", roles: [], liaisonTo: [] })}
          >
            {text.proposeStaff}
          </Button>
        </div>
      ) : (
        <StaffForm
          key={writing.email}
          {...props}
          initial={writing}
          onDone={async (change) => {
            await props.again();
            setWriting(undefined);
            setSent(change);
          }}
          onCancel={() => setWriting(undefined)}
        />
      )}
      <DoneLine text={sent && sentLine(sent)} />
    </Part>
  );
}

function sentLine({ state, waitsUntil }: DeskChange): string {
  if (state === "alone") return text.done;
  return waitsUntil === undefined ? text.sent : text.sentAlone(hostMoment(waitsUntil));
}

function StaffItem(
  props: Props & {
    readonly member: StaffMember;
    readonly onChange: (input: StaffChangeInput) => void;
  },
) {
  const { name, email, emailVerified, roles, liaisonTo, secondFactor, approvesFrom } = props.member;
  const namesOf = (series: readonly string[]): string =>
    series
      .map((one) => props.authorities.find((authority) => authority.series === one)?.name ?? "…")
      .join(", ");
  const notes = [
    ...(emailVerified ? [] : [text.unverified]),
    ...(secondFactor ? [] : [text.noFactor]),
    ...(approvesFrom === undefined ? [] : [text.approvesFrom(hostMoment(approvesFrom))]),
    ...(liaisonTo.length === 0 ? [] : [text.liaison(namesOf(liaisonTo))]),
  ];
  return (
    <li className="item">
      <div className="item-what">
        <p className="item-name said">{name}</p>
        <p className="small said">{email}</p>
        <p className="small said">
          {[...roles.map((role) => deskWords.role[role]), ...notes].join(" · ")}
        </p>
      </div>
      <div className="item-acts">
        <button
          type="button"
          className="link"
          aria-label={text.changeStaffOf(name)}
          onClick={() => props.onChange({ kind: "staff", email, roles, liaisonTo })}
        >
          {text.widen}
        </button>
      </div>
    </li>
  );
}

const roleOptions = (Object.keys(deskWords.role) as DeskRole[]).map((value) => ({
  value,
  label: deskWords.role[value],
  hint: deskWords.roleHint[value],
}));

function StaffForm(
  props: Props & {
    readonly initial: StaffChangeInput;
    readonly onDone: (change: DeskChange) => Promise<void>;
    readonly onCancel: () => void;
  },
) {
  const [email, setEmail] = useState(props.initial.email);
  const [roles, setRoles] = useState<readonly DeskRole[]>(props.initial.roles);
  const [liaisonTo, setLiaisonTo] = useState<readonly string[]>(props.initial.liaisonTo);
  const act = useDeskAct(
    () =>
      props.propose({
        kind: "staff",
        email: email.trim(),
        roles: [...roles],
        liaisonTo: [...liaisonTo],
      }),
    props.onDone,
  );
  const { faults, submit } = useChecked({ email: emailFault(email) }, () => act.run(undefined));
  const open = props.authorities.filter(({ withdrawnAt }) => withdrawnAt === undefined);
  return (
    <PartForm
      act={act}
      onSubmit={submit}
      button={text.propose}
      testId="staff-propose"
      onCancel={props.onCancel}
    >
      <EmailField
        complete="off"
        label={text.email}
        hint={text.emailHint}
        value={email}
        error={faults?.email}
        testId="staff-email"
        onChange={setEmail}
      />
      <Ticks
        legend={text.roles}
        options={roleOptions}
        chosen={roles}
        testId="staff-role"
        onChange={setRoles}
      />
      {open.length === 0 ? null : (
        <Ticks
          legend={text.liaisonTo}
          options={open.map(({ series, name }) => ({ value: series, label: name }))}
          chosen={liaisonTo}
          testId="staff-liaison"
          onChange={setLiaisonTo}
        />
      )}
    </PartForm>
  );
}
