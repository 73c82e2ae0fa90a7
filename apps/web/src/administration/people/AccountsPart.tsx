import { type ListedPeople, type ListedPerson, peopleAPage } from "@graticule/api/administration";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { listPeople } from "../../api/administration.ts";
import { administrationWords } from "../../i18n/administration-words.ts";
import { hostDay } from "../../i18n/host-time.ts";
import { TextField } from "../../ui/form/TextField.tsx";
import { LinkButton } from "../../ui/LinkButton.tsx";
import { askingOf, Loaded } from "../../ui/page/Loaded.tsx";
import { PagePart } from "../../ui/page/PartsPage.tsx";

const { accounts: text } = administrationWords;

/** The people who have an account: to be found, not to be changed. */
export function AccountsPart() {
  const [typed, setTyped] = useState("");
  const [page, setPage] = useState(1);
  const search = useDeferredValue(typed.trim());
  const query = useQuery({
    queryKey: ["people", search, page],
    queryFn: () => listPeople({ page, ...(search && { search }) }),
    placeholderData: keepPreviousData,
  });
  return (
    <PagePart title={text.heading} text={text.text} testId="people">
      <TextField
        type="search"
        aria-label={text.search}
        placeholder={text.search}
        leftSection={<IconSearch size={16} />}
        value={typed}
        maxLength={254}
        testId="people-search"
        onChange={(text) => {
          setTyped(text);
          setPage(1);
        }}
      />
      <Loaded asking={askingOf(query)}>
        {(found) => <Found found={found} page={page} onPage={setPage} searching={search !== ""} />}
      </Loaded>
      <p className="small">{text.ending}</p>
    </PagePart>
  );
}

function Found(props: {
  readonly found: ListedPeople;
  readonly page: number;
  readonly searching: boolean;
  readonly onPage: (page: number) => void;
}) {
  const { count, people } = props.found;
  return (
    <>
      <p className="small" role="status">
        {props.searching ? text.found(count) : text.count(count)}
      </p>
      <ul className="plain-list">
        {people.map((person) => (
          <PersonItem key={person.email} person={person} />
        ))}
      </ul>
      <Pages page={props.page} pages={Math.ceil(count / peopleAPage)} onPage={props.onPage} />
    </>
  );
}

function PersonItem({ person }: { readonly person: ListedPerson }) {
  const notes = [
    text.since(hostDay(person.since)),
    person.administrator && text.administrator,
    person.desk && text.desk,
    !person.emailVerified && text.notVerified,
    person.secondFactor && text.secondFactor,
  ];
  return (
    <li className="item">
      <div className="item-what">
        <p className="item-name said">
          {person.name}
          {person.suspended ? <span className="badge">{text.suspended}</span> : null}
        </p>
        <p className="small said">{person.email}</p>
        <p className="small">{notes.filter(Boolean).join(" · ")}</p>
      </div>
    </li>
  );
}

/** Nothing where everyone fits on one page. */
function Pages(props: {
  readonly page: number;
  readonly pages: number;
  readonly onPage: (page: number) => void;
}) {
  const { page, pages, onPage } = props;
  if (pages <= 1) return null;
  return (
    <nav className="row" style={{ gap: "16px" }} aria-label={text.pages}>
      <Turn to={page - 1} pages={pages} label={text.before} onPage={onPage} />
      <span className="small count">{text.page(page, pages)}</span>
      <Turn to={page + 1} pages={pages} label={text.after} onPage={onPage} />
    </nav>
  );
}

/** Without such a page it stays, so that it keeps the focus. */
function Turn(props: {
  readonly to: number;
  readonly pages: number;
  readonly label: string;
  readonly onPage: (page: number) => void;
}) {
  const isThere = props.to >= 1 && props.to <= props.pages;
  return (
    <LinkButton
      aria-disabled={!isThere}
      onClick={() => (isThere ? props.onPage(props.to) : undefined)}
    >
      {props.label}
    </LinkButton>
  );
}
