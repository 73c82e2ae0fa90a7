import type { OrderInput } from "@graticule/api/orders";
import { useState } from "react";
import { draftOrder } from "../../api/desk.ts";
import { doSigned } from "../../api/desk-key.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostMoment, hostReader } from "../../i18n/host-time.ts";
import { fromLocalField, zoneName } from "../../i18n/time.ts";
import { nameOfCode } from "../../places/names.ts";
import { PlacePicker } from "../../rules/PlacePicker.tsx";
import { ErrorLine } from "../../ui/form/ErrorLine.tsx";
import { PartForm } from "../../ui/form/PartForm.tsx";
import type { Said } from "../../ui/form/said.ts";
import { useChecked } from "../../ui/form/use-checked.ts";
import { Certainty } from "../../ui/page/Certainty.tsx";
import { AreaField, fieldsOf, LineField, MomentField, SelectField } from "../page/fields.tsx";
import { useDeskAct } from "../page/reasons.ts";
import { compareDraft } from "../page/shown-to-sign.ts";
import { WillSign } from "../page/WillSign.tsx";
import { AskedAndGranted, BeyondNote } from "./AskedAndGranted.tsx";
import type { OpenRequest } from "./open-request.ts";
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

const { order: text } = deskWords;

interface SectionProps {
  readonly view: OpenRequest["view"];
  readonly draft: OrderDraft;
  readonly change: (change: Partial<OrderDraft>) => void;
  readonly faults: Readonly<Partial<Record<OrderFault, string>>> | undefined;
}

const orderFields = (props: SectionProps) => fieldsOf({ ...props, words: text, testId: "order" });

/** The writing of an order: narrower than asked where that suffices, with findings, for another to approve. */
export function OrderForm(props: { readonly request: OpenRequest; readonly onClose: () => void }) {
  const { view, act: send, again } = props.request;
  const propose = async (order: OrderInput, signal: AbortSignal): Promise<Said<unknown>> => {
    const drafted = await draftOrder(view.id, order);
    if (drafted.kind !== "ok") return drafted;
    const { draft: of, toSign } = drafted.value;
    const beyond = beyondsOfDraft(draft, view);
    const shown = { request: view.number, order, beyond, now: Date.now() };
    const compared = compareDraft(drafted.value, shown);
    return await doSigned({ toSign, compared, signal }, (signature) =>
      send({ kind: "propose", order, draft: of, signature }),
    );
  };
  const [draft, setDraft] = useState(() => newOrderDraft(view, Date.now()));
  const act = useDeskAct(propose, async () => {
    await again();
    props.onClose();
  });
  const wrong = faultsOfOrder(draft, view, Date.now()).map((field) => [
    field,
    field === "outside" ? outsideText(draft, view) : text.fault[field],
  ]);
  const { faults, submit } = useChecked(Object.fromEntries(wrong), () => {
    const order = orderOf(draft, view, Date.now());
    if (order !== undefined) act.run(order);
  });
  const section: SectionProps = {
    view,
    draft,
    change: (change) => setDraft({ ...draft, ...change }),
    faults,
  };
  return (
    <PartForm
      className="desk-row"
      act={act}
      onSubmit={submit}
      button={text.proposeButton}
      testId="order-propose"
      onCancel={props.onClose}
    >
      <p className="small">{deskWords.willSign}</p>
      <Scope {...section} />
      <PublicFields {...section} />
      <FindingFields {...section} />
      <BeyondField {...section} />
      <p className="amber-note">
        {text.proposeThen(view.typedBy.map(({ name }) => name).join(", "))}
      </p>
      <WillSign busy={act.busy} />
      <ErrorLine text={faults && wrong.map(([, fault]) => fault).join(" ")} />
    </PartForm>
  );
}

function outsideText(draft: OrderDraft, { authorityDetail }: OpenRequest["view"]): string {
  const outside = outsideReach(draft, authorityDetail.reach);
  return text.fault.outside(outside.map(nameOfCode).join(", "));
}

/** Meeting, places and time, with what was asked beside what would be granted. */
function Scope(props: SectionProps) {
  const { view, draft, change, faults } = props;
  const { content, authorityDetail } = view;
  const field = orderFields(props);
  const [from, until] = [fromLocalField(draft.from), fromLocalField(draft.until)];
  const placeFault = faults?.places ?? faults?.outside;
  return (
    <>
      <AskedAndGranted
        content={content}
        meeting={draft.meeting}
        places={codesOfOrder(draft).map(nameOfCode).join(", ")}
        time={from && until ? text.range(hostMoment(from), hostMoment(until)) : text.notSaid}
        measures={measuresOfDraft(draft, view)}
      />
      <Certainty line />
      <SelectField
        label={text.meeting}
        value={String(draft.meeting)}
        options={orderableMeetings(view).map((index) => ({
          value: String(index),
          label: content.meetings[index] ?? "",
        }))}
        error={faults?.meeting}
        onChange={(meeting) => change({ meeting: Number(meeting) })}
      />
      <p className="small">{text.meetingHint}</p>
      <div className="stack gap-6">
        <PlacePicker
          label={text.places}
          chosen={draft.places}
          onToggle={(item) => change(togglePlace(draft, item))}
        />
        <p className="small">
          {text.placesHint} {authorityDetail.reach.map(nameOfCode).join(", ")}.
        </p>
        {placeFault === undefined ? null : <p className="error">{placeFault}</p>}
      </div>
      <div className="desk-pair">
        <MomentField {...field("from")} />
        <MomentField {...field("until")} hint={text.untilHint} />
      </div>
      <p className="small">{text.zone(zoneName(hostReader(Date.now())))}</p>
    </>
  );
}

/** What everyone can read of it, and what those inside get. */
function PublicFields(props: SectionProps) {
  const field = orderFields(props);
  return (
    <>
      <LineField {...field("noticeMinutes")} most={2} />
      <LineField {...field("reason")} most={500} />
      <LineField {...field("law")} most={500} />
      {props.view.content.forbidsNotice === undefined ? null : (
        <MomentField {...field("sealedUntil")} />
      )}
    </>
  );
}

/** What goes beyond the advice or the request, with the reason that it takes. */
function BeyondField(props: SectionProps) {
  const { draft, view } = props;
  const beyond = beyondsOfDraft(draft, view);
  if (beyond.length === 0) return null;
  return (
    <>
      <BeyondNote beyond={beyond} measures={measuresOfDraft(draft, view)} />
      <AreaField
        {...orderFields(props)("beyondWhy", "beyond-why")}
        hint={text.beyondWhyHint}
        most={500}
        rows={2}
      />
    </>
  );
}

function FindingFields({ draft: { findings }, change, faults }: SectionProps) {
  return (
    <fieldset className="ticks">
      <legend className="h2">{text.findings}</legend>
      <p className="small">{text.findingsText}</p>
      {findingKeys.map((key) => (
        <AreaField
          key={key}
          label={text.finding[key]}
          rows={3}
          value={findings[key]}
          error={faults?.findings && findings[key].trim() === "" ? text.findingMissing : undefined}
          testId={`finding-${key}`}
          onChange={(value) => change({ findings: { ...findings, [key]: value } })}
        />
      ))}
    </fieldset>
  );
}
