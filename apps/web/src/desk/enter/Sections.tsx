import type { RegisteredAuthority } from "@graticule/api/desk-changes";
import { deskWords } from "../../i18n/desk-words.ts";
import { PlacePicker } from "../../rules/PlacePicker.tsx";
import { Tick } from "../../ui/form/Tick.tsx";
import { AreaField, LineField, MomentField, optionsOf, SelectField } from "../page/fields.tsx";
import { toggledPlaces } from "../page/toggled-places.ts";
import type { RequestDraft } from "./request-draft.ts";
import type { SectionProps } from "./section.ts";

const { form: text } = deskWords;

type Changed = Partial<Omit<RequestDraft, "demands" | "originals">>;

const changing =
  ({ dispatch }: SectionProps) =>
  (change: Changed): void =>
    dispatch({ kind: "change", change });

/** Who asks, when, and by which way. */
export function WhoFields(
  props: SectionProps & { readonly authorities: readonly RegisteredAuthority[] },
) {
  const { draft, fault } = props;
  const change = changing(props);
  return (
    <>
      <SelectField
        label={text.authority}
        value={draft.authorityId}
        options={[
          { value: "", label: text.chooseAuthority },
          ...props.authorities.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        error={fault("authority")}
        testId="request-authority"
        onChange={(authorityId) => change({ authorityId })}
      />
      <div className="desk-pair">
        <SelectField
          label={text.branch}
          value={draft.branch}
          options={optionsOf(deskWords.branch)}
          testId="request-branch"
          onChange={(branch) => change({ branch })}
        />
        <LineField
          label={text.office}
          hint={text.officeHint}
          value={draft.office}
          testId="request-office"
          onChange={(office) => change({ office })}
        />
        <MomentField
          label={text.receivedAt}
          value={draft.receivedAt}
          error={fault("received-at")}
          testId="request-received"
          onChange={(receivedAt) => change({ receivedAt })}
        />
        <SelectField
          label={text.channel}
          value={draft.channel}
          options={optionsOf(deskWords.channel)}
          testId="request-channel"
          onChange={(channel) => change({ channel })}
        />
      </div>
    </>
  );
}

/** The document, the law, and its reasons. */
export function DocumentFields(props: SectionProps) {
  const { draft, fault } = props;
  const change = changing(props);
  return (
    <>
      <div className="desk-pair">
        <LineField
          label={text.instrument}
          hint={text.instrumentHint}
          value={draft.instrument}
          testId="request-instrument"
          onChange={(instrument) => change({ instrument })}
        />
        <LineField
          label={text.reference}
          value={draft.reference}
          testId="request-reference"
          onChange={(reference) => change({ reference })}
        />
        <LineField
          label={text.statute}
          value={draft.statute}
          error={fault("legal-basis")}
          testId="request-statute"
          onChange={(statute) => change({ statute })}
        />
        <LineField
          label={text.provision}
          value={draft.provision}
          testId="request-provision"
          onChange={(provision) => change({ provision })}
        />
      </div>
      <LineField
        label={text.url}
        type="url"
        most={500}
        value={draft.url}
        error={fault("url")}
        testId="request-url"
        onChange={(url) => change({ url })}
      />
      <AreaField
        label={text.reasons}
        most={8_000}
        rows={5}
        value={draft.reasons}
        testId="request-reasons"
        onChange={(reasons) => change({ reasons })}
      />
    </>
  );
}

/** How far it is to go, and how long. */
export function ScopeFields(props: SectionProps) {
  const { draft, fault } = props;
  const change = changing(props);
  return (
    <>
      <div className="desk-pair">
        <LineField
          label={text.placesAsked}
          most={500}
          value={draft.placesAsked}
          testId="request-places"
          onChange={(placesAsked) => change({ placesAsked })}
        />
        <LineField
          label={text.durationAsked}
          value={draft.durationAsked}
          testId="request-duration"
          onChange={(durationAsked) => change({ durationAsked })}
        />
      </div>
      <PlacePicker
        label={text.placesStated}
        chosen={draft.placesStated}
        onToggle={(item) => change({ placesStated: toggledPlaces(draft.placesStated, item) })}
      />
      <p className="small">{text.placesStatedHint}</p>
      <div className="desk-pair">
        <SelectField
          label={text.lengthStated}
          hint={text.lengthStatedHint}
          value={draft.lengthKind}
          options={optionsOf(text.lengthKinds)}
          error={fault("length")}
          testId="request-length"
          onChange={(lengthKind) => change({ lengthKind })}
        />
        {draft.lengthKind === "hours" || draft.lengthKind === "days" ? (
          <LineField
            label={text.lengthCount}
            most={5}
            value={draft.lengthCount}
            testId="request-length-count"
            onChange={(lengthCount) => change({ lengthCount })}
          />
        ) : null}
        {draft.lengthKind === "until" ? (
          <MomentField
            label={text.lengthUntil}
            value={draft.lengthUntil}
            testId="request-length-until"
            onChange={(lengthUntil) => change({ lengthUntil })}
          />
        ) : null}
      </div>
      <MomentField
        label={text.answerBy}
        value={draft.answerBy}
        error={fault("answer-by")}
        testId="request-answer-by"
        onChange={(answerBy) => change({ answerBy })}
      />
    </>
  );
}

/** Who is to be told, who must not be, and how it can be contested. */
export function TellingFields(props: SectionProps) {
  const { draft, fault } = props;
  const change = changing(props);
  return (
    <>
      <AreaField
        label={text.redress}
        most={1_000}
        rows={2}
        value={draft.redress}
        testId="request-redress"
        onChange={(redress) => change({ redress })}
      />
      <LineField
        label={text.tellEffectTo}
        most={300}
        value={draft.tellEffectTo}
        testId="request-tell"
        onChange={(tellEffectTo) => change({ tellEffectTo })}
      />
      <Tick
        checked={draft.forbids}
        hint={text.forbidsHint}
        testId="request-forbids"
        onChange={(forbids) => change({ forbids })}
      >
        {text.forbids}
      </Tick>
      {draft.forbids ? (
        <div className="desk-pair">
          <MomentField
            label={text.forbidsUntil}
            value={draft.forbidsUntil}
            error={fault("forbids-until")}
            testId="request-forbids-until"
            onChange={(forbidsUntil) => change({ forbidsUntil })}
          />
          <LineField
            label={text.forbidsLaw}
            most={300}
            value={draft.forbidsLaw}
            error={fault("forbids-law")}
            testId="request-forbids-law"
            onChange={(forbidsLaw) => change({ forbidsLaw })}
          />
        </div>
      ) : null}
    </>
  );
}

/** Its language, and what it says in English. */
export function LanguageFields(props: SectionProps) {
  const { draft, fault } = props;
  const change = changing(props);
  return (
    <>
      <LineField
        label={text.language}
        hint={text.languageHint}
        most={35}
        value={draft.language}
        error={fault("language")}
        testId="request-language"
        onChange={(language) => change({ language })}
      />
      {/^en(-|$)/i.test(draft.language) ? null : (
        <AreaField
          label={text.translation}
          most={20_000}
          rows={6}
          value={draft.translation}
          testId="request-translation"
          onChange={(translation) => change({ translation })}
        />
      )}
    </>
  );
}
