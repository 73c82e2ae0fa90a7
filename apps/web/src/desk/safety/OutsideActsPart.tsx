import type { SafetyOverview } from "@graticule/api/safety";
import { useState } from "react";
import { enterOutsideAct } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostDay } from "../../i18n/host-time.ts";
import { type FormEnd, FormInPlace, useFormInPlace } from "../../ui/form/FormInPlace.tsx";
import { PartForm } from "../../ui/form/PartForm.tsx";
import { ItemList } from "../../ui/page/ItemList.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { isMeetingCode } from "../enter/request-draft.ts";
import { AreaField, fieldsOf, LineField, MomentField } from "../page/fields.tsx";
import { useDeskForm } from "../page/reasons.ts";

const { safety: text } = deskWords;

/** What a court forced the operator of the service to do outside of it. */
export function OutsideActsPart(props: {
  readonly outsideActs: SafetyOverview["outsideActs"];
  readonly again: () => Promise<void>;
}) {
  const form = useFormInPlace<true>();
  return (
    <PagePart title={text.outside} text={text.outsideText} testId="outside-acts">
      <ItemList items={props.outsideActs} none={text.noOutside}>
        {({ id, what, forcedBy, on }) => (
          <li key={id} className="item">
            <div className="item-what">
              <p className="body said">{what}</p>
              <p className="small said">
                {forcedBy} · {hostDay(on)}
              </p>
            </div>
          </li>
        )}
      </ItemList>
      <FormInPlace form={form} blank={true} button={text.enterOutside} again={props.again}>
        {(_, end) => <OutsideForm {...end} />}
      </FormInPlace>
    </PagePart>
  );
}

function OutsideForm(props: FormEnd<unknown>) {
  const [draft, setDraft] = useState({ outsideWhat: "", forcedBy: "", on: "", code: "" });
  const what = draft.outsideWhat.trim();
  const forcedBy = draft.forcedBy.trim();
  const code = draft.code.trim().toLowerCase();
  const { faults, ...form } = useDeskForm(
    {
      outsideWhat: what === "" ? text.outsideFault.what : undefined,
      forcedBy: forcedBy === "" ? text.outsideFault.forcedBy : undefined,
      on: draft.on === "" ? text.outsideFault.on : undefined,
      code: code === "" || isMeetingCode(code) ? undefined : deskWords.form.fault.meetings,
    },
    () => enterOutsideAct({ what, forcedBy, on: draft.on, ...(code && { code }) }),
    props.onDone,
  );
  const field = fieldsOf({
    draft,
    words: text,
    faults,
    testId: "outside",
    change: (change) => setDraft({ ...draft, ...change }),
  });
  return (
    <PartForm {...form} button={text.enter} onCancel={props.onCancel}>
      <AreaField {...field("outsideWhat")} most={1_000} />
      <LineField {...field("forcedBy")} most={300} />
      <MomentField {...field("on")} day />
      <LineField {...field("code")} most={12} />
    </PartForm>
  );
}
