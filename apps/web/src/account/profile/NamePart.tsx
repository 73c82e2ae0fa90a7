import type { Person } from "@graticule/api/session";
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { changeName } from "../../api/sign-in.ts";
import { accountWords } from "../../i18n/account-words.ts";
import { nameFault } from "../../ui/form/check-fields.ts";
import { DoneLine } from "../../ui/form/DoneLine.tsx";
import { FaultLine } from "../../ui/form/FaultLine.tsx";
import { NameField } from "../../ui/form/Fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { PagePart } from "../../ui/page/PartsPage.tsx";

export function NamePart({ person }: { readonly person: Person }) {
  const queries = useQueryClient();
  const [name, setName] = useState(person.name);
  const [done, setDone] = useState(false);
  const { faults, act, onSubmit } = useForm({
    found: { name: nameFault(name) },
    send: () => changeName(name.trim()),
    onSent: async () => {
      setDone(true);
      await queries.invalidateQueries({ queryKey: ["session"] });
    },
  });
  const { form } = accountWords;
  return (
    <PagePart>
      <form className="stack part-form" onSubmit={onSubmit} noValidate>
        <NameField
          hint={form.nameHint}
          value={name}
          error={faults?.name}
          testId="profile-name"
          onChange={(typed) => {
            setName(typed);
            setDone(false);
          }}
        />
        <FaultLine fault={act.fault} />
        <div className="row">
          <Button
            type="submit"
            variant="default"
            loading={act.busy}
            disabled={name.trim() === person.name}
            data-testid="profile-save"
          >
            {form.save}
          </Button>
          <DoneLine text={done ? form.saved : undefined} />
        </div>
      </form>
    </PagePart>
  );
}
