import type {
  DeskChange,
  RegisteredAuthority,
  StaffChangeInput,
  StaffMember,
} from "@graticule/client/contract";
import type { DeskRole } from "@graticule/desk/staff";
import { useState } from "react";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { DeskKeyCode } from "../../ui/DeskKeyCode.tsx";
import { emailFault } from "../../ui/form/check-fields.ts";
import { EmailField } from "../../ui/form/Fields.tsx";
import { type FormEnd, FormInPlace, useFormInPlace } from "../../ui/form/FormInPlace.tsx";
import { PartForm } from "../../ui/form/PartForm.tsx";
import type { Said } from "../../ui/form/said.ts";
import { Tick, Ticks } from "../../ui/form/Tick.tsx";
import { LinkButton } from "../../ui/LinkButton.tsx";
import { ItemList } from "../../ui/page/ItemList.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { useDeskForm } from "../page/reasons.ts";

const { register: text } = deskWords;

interface Props {
  readonly staff: readonly StaffMember[];
  /** To be a liaison to; the administrator names none. */
  readonly authorities: readonly Pick<RegisteredAuthority, "series" | "name" | "withdrawnAt">[];
  readonly propose: (input: StaffChangeInput) => Promise<Said<DeskChange>>;
  readonly again: () => Promise<void>;
  /** Beside the button: what becomes of a proposal. */
  readonly note?: string;
  /** Once it was sent, where the person has no desk key yet. */
  readonly keyFirst?: string;
}

const blank: StaffChangeInput = { kind: "staff", email: "", roles: [], liaisonTo: [] };

export function StaffPart(props: Props) {
  const form = useFormInPlace<StaffChangeInput>();
  return (
    <PagePart title={text.staff} text={text.staffText} testId="staff">
      <ItemList items={props.staff} none={text.noStaff}>
        {(member) => <StaffItem key={member.id} {...props} member={member} onChange={form.open} />}
      </ItemList>
      <FormInPlace
        form={form}
        blank={blank}
        button={text.proposeStaff}
        again={props.again}
        sent={(change: DeskChange) => sentLine(change, props.keyFirst)}
      >
        {(initial, end) => <StaffForm key={initial.email} {...props} initial={initial} {...end} />}
      </FormInPlace>
      {props.note === undefined ? null : <p className="small">{props.note}</p>}
    </PagePart>
  );
}

function sentLine(
  { state, about, waitsUntil, mayPropose }: DeskChange,
  keyFirst: string = text.sentKeyFirst,
): string {
  if (state === "alone") return text.done;
  if (about !== undefined && about.key === undefined) return keyFirst;
  if (waitsUntil !== undefined) return text.sentAlone(hostMoment(waitsUntil));
  return mayPropose === "yes" ? text.sentToSign : text.sent;
}

function StaffItem(
  props: Props & {
    readonly member: StaffMember;
    readonly onChange: (input: StaffChangeInput) => void;
  },
) {
  const {
    name,
    email,
    emailVerified,
    roles,
    liaisonTo,
    secondFactor,
    key,
    approvesFrom,
    hearsFrom,
    signsFrom,
    isBroughtBack,
  } = props.member;
  const nameOf = (series: string): string =>
    props.authorities.find((authority) => authority.series === series)?.name ?? "…";
  const notes = [
    ...roles.map((role) => deskWords.role[role]),
    emailVerified ? undefined : text.unverified,
    secondFactor ? undefined : text.noFactor,
    key === undefined ? text.noKey : undefined,
    approvesFrom && text.approvesFrom(hostMoment(approvesFrom)),
    hearsFrom && text.hearsFrom(hostMoment(hearsFrom)),
    signsFrom && text.signsFrom(hostMoment(signsFrom)),
    isBroughtBack ? text.memberBroughtBack : undefined,
    liaisonTo.length === 0 ? undefined : text.liaison(liaisonTo.map(nameOf).join(", ")),
  ];
  return (
    <li className="item">
      <div className="item-what">
        <p className="item-name said">{name}</p>
        <p className="small said">{email}</p>
        <p className="small said">{notes.filter(Boolean).join(" · ")}</p>
        {key === undefined ? null : (
          <p className="small">
            {text.key} <DeskKeyCode id={key} />
          </p>
        )}
      </div>
      <div className="item-acts">
        <LinkButton
          label={text.changeStaffOf(name)}
          onClick={() => props.onChange({ kind: "staff", email, roles, liaisonTo })}
        >
          {text.widen}
        </LinkButton>
      </div>
    </li>
  );
}

const roleOptions = (Object.keys(deskWords.role) as DeskRole[]).map((value) => ({
  value,
  label: deskWords.role[value],
  hint: deskWords.roleHint[value],
}));

function StaffForm(props: Props & FormEnd<DeskChange> & { readonly initial: StaffChangeInput }) {
  const [email, setEmail] = useState(props.initial.email);
  const [roles, setRoles] = useState<readonly DeskRole[]>(props.initial.roles);
  const [liaisonTo, setLiaisonTo] = useState<readonly string[]>(props.initial.liaisonTo);
  const [newKey, setNewKey] = useState(false);
  const isMember = props.initial.email !== "";
  const { faults, ...form } = useDeskForm(
    { email: emailFault(email) },
    () =>
      props.propose({
        kind: "staff",
        email: email.trim(),
        roles: [...roles],
        liaisonTo: [...liaisonTo],
        ...(newKey && { newKey }),
      }),
    props.onDone,
  );
  const open = props.authorities.filter(({ withdrawnAt }) => withdrawnAt === undefined);
  return (
    <PartForm {...form} button={text.propose} onCancel={props.onCancel}>
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
      {isMember ? (
        <Tick checked={newKey} hint={text.newKeyHint} testId="staff-new-key" onChange={setNewKey}>
          {text.newKey}
        </Tick>
      ) : null}
    </PartForm>
  );
}
