import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { deskWords } from "../../i18n/desk-words.ts";
import { formWords } from "../../i18n/form-words.ts";
import { hostMoment, hostReader } from "../../i18n/host-time.ts";
import { fromLocalField, zoneName } from "../../i18n/time.ts";
import { nameOfCode } from "../../places/names.ts";
import { PlacePicker } from "../../rules/PlacePicker.tsx";
import { focusFirstFault } from "../../ui/form/check-fields.ts";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import { AreaField, LineField, MomentField, SelectField } from "../page/fields.tsx";
import { useDeskAct } from "../page/reasons.ts";
import { AskedAndGranted } from "./AskedAndGranted.tsx";
import { Beyond } from "./Beyond.tsx";
import {
  beyondsOfDraft,
  codesOfOrder,
  faultsOfOrder,
  findingKeys,
  measuresOfDraft,
  newOrderDraft,
  type OrderDraft,
  type OrderFault,
  orderableMeetings,
  orderOf,
  outsideReach,
  togglePlace,
} from "./order-draft.ts";
import type { InRoom } from "./room.ts";

const { order: text } = deskWords;

interface FieldsProps {
  readonly room: InRoom;
  readonly draft: OrderDraft;
  readonly onChange: (draft: OrderDraft) => void;
  readonly fault: (fault: OrderFault) => string | undefined;
}

/** The writing of an order: narrower than asked where that suffices, with findings, for another to approve. */
export function OrderForm(props: { readonly room: InRoom; readonly onClose: () => void }) {
  const { room } = props;
  const { view } = room;
  const [draft, setDraft] = useState(() => newOrderDraft(view, Date.now()));
  const [shown, setShown] = useState(false);
  const act = useDeskAct(room.act, async () => {
    await room.again();
    props.onClose();
  });
  const faults = faultsOfOrder(draft, view, Date.now());
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const order = orderOf(draft, view, Date.now());
    setShown(order === undefined);
    if (order === undefined) focusFirstFault(event.currentTarget);
    else act.run({ kind: "propose", order });
  };
  const fields: FieldsProps = {
    room,
    draft,
    onChange: setDraft,
    fault: (fault) => (shown && faults.includes(fault) ? sayFault(fault, fields) : undefined),
  };
  return (
    <form className="stack desk-row" onSubmit={submit} noValidate>
      <Scope {...fields} />
      <PublicWords {...fields} />
      <FindingFields {...fields} />
      <BeyondField {...fields} />
      <p className="amber-note">
        {text.proposeThen(view.typedBy.map(({ name }) => name).join(", "))}
      </p>
      <p className="error fault-line" role="alert">
        {shown && faults.length > 0
          ? faults.map((fault) => sayFault(fault, fields)).join(" ")
          : null}
      </p>
      <FaultLine fault={act.fault} />
      <div className="row">
        <Button type="submit" loading={act.busy} data-testid="order-propose">
          {text.proposeButton}
        </Button>
        <Button variant="subtle" onClick={props.onClose}>
          {formWords.cancel}
        </Button>
      </div>
    </form>
  );
}

function sayFault(fault: OrderFault, { room, draft }: FieldsProps): string {
  if (fault !== "outside") return text.fault[fault];
  const outside = outsideReach(draft, room.view.authorityDetail.reach);
  return text.fault.outside(outside.map(nameOfCode).join(", "));
}

/** Meeting, places and time, with what was asked beside what would be granted. */
function Scope({ room, draft, onChange, fault }: FieldsProps) {
  const { content, authorityDetail } = room.view;
  const [from, until] = [fromLocalField(draft.from), fromLocalField(draft.until)];
  const time =
    from === undefined || until === undefined
      ? text.notSaid
      : text.range(hostMoment(from), hostMoment(until));
  const placeFault = fault("places") ?? fault("outside");
  return (
    <>
      <AskedAndGranted
        content={content}
        meeting={draft.meeting}
        places={codesOfOrder(draft).map(nameOfCode).join(", ")}
        time={time}
        measures={measuresOfDraft(draft, room.view)}
      />
      <SelectField
        label={text.meeting}
        value={String(draft.meeting)}
        options={orderableMeetings(room.view).map((index) => ({
          value: String(index),
          label: content.meetings[index] ?? "",
        }))}
        error={fault("meeting")}
        testId="order-meeting"
        onChange={(meeting) => onChange({ ...draft, meeting: Number(meeting) })}
      />
      <p className="small">{text.meetingHint}</p>
      <div className="stack gap-6">
        <PlacePicker
          label={text.places}
          chosen={draft.places}
          onToggle={(item) => onChange(togglePlace(draft, item))}
        />
        <p className="small">
          {text.placesHint} {authorityDetail.reach.map(nameOfCode).join(", ")}.
        </p>
        {placeFault === undefined ? null : <p className="error">{placeFault}</p>}
      </div>
      <div className="desk-pair">
        <MomentField
          label={text.from}
          value={draft.from}
          error={fault("times")}
          testId="order-from"
          onChange={(value) => onChange({ ...draft, from: value })}
        />
        <MomentField
          label={text.until}
          hint={text.untilHint}
          value={draft.until}
          testId="order-until"
          onChange={(value) => onChange({ ...draft, until: value })}
        />
      </div>
      <p className="small">{text.zone(zoneName(hostReader(Date.now())))}</p>
    </>
  );
}

/** What everyone can read of it, and what those inside get. */
function PublicWords({ room, draft, onChange, fault }: FieldsProps) {
  return (
    <>
      <LineField
        label={text.notice}
        most={2}
        value={draft.noticeMinutes}
        error={fault("notice")}
        testId="order-notice"
        onChange={(noticeMinutes) => onChange({ ...draft, noticeMinutes })}
      />
      <LineField
        label={text.reason}
        most={500}
        value={draft.reason}
        error={fault("reason")}
        testId="order-reason"
        onChange={(reason) => onChange({ ...draft, reason })}
      />
      <LineField
        label={text.law}
        most={500}
        value={draft.law}
        error={fault("law")}
        testId="order-law"
        onChange={(law) => onChange({ ...draft, law })}
      />
      {room.view.content.forbidsNotice === undefined ? null : (
        <MomentField
          label={text.sealed}
          value={draft.sealedUntil}
          error={fault("sealed")}
          testId="order-sealed"
          onChange={(sealedUntil) => onChange({ ...draft, sealedUntil })}
        />
      )}
    </>
  );
}

/** What goes beyond the advice or the request, with the reason that it takes. */
function BeyondField({ room, draft, onChange, fault }: FieldsProps) {
  const beyond = beyondsOfDraft(draft, room.view);
  if (beyond.length === 0) return null;
  return (
    <>
      <Beyond beyond={beyond} measures={measuresOfDraft(draft, room.view)} />
      <AreaField
        label={text.beyondWhy}
        hint={text.beyondWhyHint}
        most={500}
        rows={2}
        value={draft.beyondWhy}
        error={fault("beyond")}
        testId="order-beyond-why"
        onChange={(beyondWhy) => onChange({ ...draft, beyondWhy })}
      />
    </>
  );
}

function FindingFields({ draft, onChange, fault }: FieldsProps) {
  return (
    <fieldset className="ticks">
      <legend className="h2">{text.findings}</legend>
      <p className="small">{text.findingsText}</p>
      {findingKeys.map((key) => (
        <AreaField
          key={key}
          label={text.finding[key]}
          rows={3}
          value={draft.findings[key]}
          error={
            draft.findings[key].trim() === "" && fault("findings") !== undefined
              ? text.findingMissing
              : undefined
          }
          testId={`finding-${key}`}
          onChange={(value) =>
            onChange({ ...draft, findings: { ...draft.findings, [key]: value } })
          }
        />
      ))}
    </fieldset>
  );
}
