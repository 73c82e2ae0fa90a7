import type { RegisteredAuthority } from "@graticule/api/desk-changes";
import { deskWords } from "../../i18n/desk-words.ts";
import { PlacePicker } from "../../rules/PlacePicker.tsx";
import { Tick } from "../../ui/form/Tick.tsx";
import {
  AreaField,
  fieldsOf,
  LineField,
  MomentField,
  optionsOf,
  SelectField,
} from "../page/fields.tsx";
import { togglePick } from "../page/picks.ts";
import { isUnknown, notInRegister, type RequestDraft, type RequestFault } from "./request-draft.ts";

const { form: text } = deskWords;

export interface SectionProps {
  readonly draft: RequestDraft;
  readonly update: (next: (draft: RequestDraft) => RequestDraft) => void;
  /** What is wrong by field, once the form was sent. */
  readonly faults: Readonly<Partial<Record<RequestFault, string>>> | undefined;
}

const requestFields = ({ draft, update, faults }: SectionProps) =>
  fieldsOf({
    draft,
    words: text,
    faults,
    testId: "request",
    change: (change) => update((before) => ({ ...before, ...change })),
  });

export function WhoFields(
  props: SectionProps & { readonly authorities: readonly RegisteredAuthority[] },
) {
  const field = requestFields(props);
  return (
    <>
      <SelectField
        {...field("authorityId", "authority")}
        options={[
          { value: "", label: text.chooseAuthority },
          ...props.authorities.map(({ id, name }) => ({ value: id, label: name })),
          { value: notInRegister, label: text.notInRegister },
        ]}
      />
      {isUnknown(props.draft) ? (
        <>
          <p className="amber-note">{text.notInRegisterText}</p>
          <LineField {...field("sender")} hint={text.senderHint} />
        </>
      ) : null}
      <div className="desk-pair">
        {isUnknown(props.draft) ? null : (
          <SelectField {...field("branch")} options={optionsOf(deskWords.branch)} />
        )}
        <LineField {...field("office")} hint={text.officeHint} />
        <MomentField {...field("receivedAt", "received")} />
        <SelectField {...field("channel")} options={optionsOf(deskWords.channel)} />
      </div>
    </>
  );
}

export function DocumentFields(props: SectionProps) {
  const field = requestFields(props);
  return (
    <>
      <div className="desk-pair">
        <LineField {...field("instrument")} hint={text.instrumentHint} />
        <LineField {...field("reference")} />
        <LineField {...field("statute")} />
        <LineField {...field("provision")} />
      </div>
      <LineField {...field("url")} type="url" most={500} />
      <AreaField {...field("reasons")} most={8_000} rows={5} />
    </>
  );
}

export function ScopeFields(props: SectionProps) {
  const { draft, update } = props;
  const field = requestFields(props);
  return (
    <>
      <div className="desk-pair">
        <LineField {...field("placesAsked", "places")} most={500} />
        <LineField {...field("durationAsked", "duration")} />
      </div>
      <PlacePicker
        label={text.placesStated}
        chosen={draft.placesStated}
        onToggle={(item) =>
          update((before) => ({
            ...before,
            placesStated: togglePick(before.placesStated, item),
          }))
        }
      />
      <p className="small">{text.placesStatedHint}</p>
      <div className="desk-pair">
        <SelectField
          {...field("lengthKind", "length")}
          hint={text.lengthStatedHint}
          options={optionsOf(text.lengthKinds)}
        />
        {draft.lengthKind === "hours" || draft.lengthKind === "days" ? (
          <LineField {...field("lengthCount", "length-count")} most={5} />
        ) : null}
        {draft.lengthKind === "until" ? <MomentField {...field("lengthUntil")} /> : null}
      </div>
      <MomentField {...field("answerBy")} />
    </>
  );
}

export function TellingFields(props: SectionProps) {
  const { forbids } = props.draft;
  const field = requestFields(props);
  return (
    <>
      <AreaField {...field("redress")} most={1_000} rows={2} />
      <LineField {...field("tellEffectTo", "tell")} most={300} />
      {isUnknown(props.draft) ? null : (
        <Tick
          checked={forbids}
          hint={text.forbidsHint}
          testId="request-forbids"
          onChange={(checked) => props.update((before) => ({ ...before, forbids: checked }))}
        >
          {text.forbids}
        </Tick>
      )}
      {forbids && !isUnknown(props.draft) ? (
        <div className="desk-pair">
          <MomentField {...field("forbidsUntil")} />
          <LineField {...field("forbidsLaw")} most={300} />
        </div>
      ) : null}
    </>
  );
}

export function LanguageFields(props: SectionProps) {
  const field = requestFields(props);
  return (
    <>
      <LineField {...field("language")} hint={text.languageHint} most={35} />
      {/^en(-|$)/i.test(props.draft.language) ? null : (
        <AreaField {...field("translation")} most={20_000} rows={6} />
      )}
    </>
  );
}
