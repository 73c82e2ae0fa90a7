import type { RegisteredAuthority } from "@graticule/api/desk-changes";
import { withdrawAuthority } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { hostMoment } from "../../i18n/host-time.ts";
import { nameOfCode } from "../../places/names.ts";
import { FormInPlace, useFormInPlace } from "../../ui/form/FormInPlace.tsx";
import { ItemList } from "../../ui/page/ItemList.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";
import { ActionButtons } from "../page/ActionButtons.tsx";
import { AuthorityForm } from "./AuthorityForm.tsx";
import { type AuthorityDraft, authorityDraftOf, emptyAuthority } from "./authority-draft.ts";
import { UnlessLiaison } from "./UnlessLiaison.tsx";

const { register: text } = deskWords;

export function AuthoritiesPart(props: {
  readonly authorities: readonly RegisteredAuthority[];
  readonly isLiaison: boolean;
  readonly again: () => Promise<void>;
}) {
  const form = useFormInPlace<AuthorityDraft>();
  return (
    <PagePart title={text.authorities} text={text.authoritiesText} testId="authorities">
      <ItemList items={props.authorities} none={text.noAuthorities}>
        {(authority) => (
          <AuthorityItem
            key={authority.id}
            authority={authority}
            onChange={props.isLiaison ? undefined : () => form.open(authorityDraftOf(authority))}
            again={props.again}
          />
        )}
      </ItemList>
      <UnlessLiaison isLiaison={props.isLiaison}>
        <FormInPlace
          form={form}
          blank={emptyAuthority}
          button={text.addAuthority}
          again={props.again}
          sent={() => text.sent}
        >
          {(draft, end) => <AuthorityForm key={draft.series ?? "new"} initial={draft} {...end} />}
        </FormInPlace>
      </UnlessLiaison>
    </PagePart>
  );
}

function AuthorityItem(props: {
  readonly authority: RegisteredAuthority;
  /** Undefined: the reader changes no entry. */
  readonly onChange: (() => void) | undefined;
  readonly again: () => Promise<void>;
}) {
  const { id, name, kind, union, reach, instruments, contact, withdrawnAt } = props.authority;
  return (
    <li className="item">
      <div className="item-what">
        <p className="item-name said">
          {name} <span className="badge">{text.kind[kind]}</span>
          {withdrawnAt === undefined ? null : (
            <span className="badge">{text.withdrawn(hostMoment(withdrawnAt))}</span>
          )}
        </p>
        {kind === "union" && union === undefined ? (
          <p className="amber-note">{text.unlisted}</p>
        ) : null}
        <p className="small">
          {text.reach}: {reach.map(nameOfCode).join(", ")}
        </p>
        {instruments.map(({ place, citation }) => (
          <p key={place} className="small said">
            {text.instruments}: {nameOfCode(place)}, {citation}
          </p>
        ))}
        <p className="small said">
          {text.contact}: {contact}
        </p>
      </div>
      {withdrawnAt === undefined ? (
        <ActionButtons
          look="links"
          which={name}
          again={props.again}
          actions={[
            ...(props.onChange === undefined ? [] : [{ label: text.widen, open: props.onChange }]),
            {
              label: text.withdrawAuthority,
              act: () => withdrawAuthority(id),
              ask: {
                title: text.withdrawTitle(name),
                says: <p className="body">{text.withdrawText}</p>,
              },
            },
          ]}
        />
      ) : null}
    </li>
  );
}
