import { Link, useNavigate } from "@tanstack/react-router";
import { enterRequest, lookAtRegister } from "../../api/desk.ts";
import { deskWords } from "../../i18n/desk-words.ts";
import { Loaded, useAsked } from "../../ui/page/Loaded.tsx";
import type { AtDesk } from "../page/DeskAccess.tsx";
import { RequestForm } from "./RequestForm.tsx";
import { emptyDraft } from "./request-draft.ts";

const { form: text } = deskWords;

/** The form for a new request. */
export function EnterRequest({ again }: Pick<AtDesk, "again">) {
  const register = useAsked("desk-register", lookAtRegister);
  const navigate = useNavigate();
  return (
    <>
      <p className="body">{text.lead}</p>
      <Loaded asking={register}>
        {({ authorities }) => {
          const open = authorities.filter(({ withdrawnAt }) => withdrawnAt === undefined);
          return (
            <>
              {open.length > 0 ? null : (
                <p className="amber-note">
                  {text.noAuthorities}{" "}
                  <Link to="/desk/$part" params={{ part: "register" }} className="link">
                    {text.toRegister}
                  </Link>
                </p>
              )}
              <RequestForm
                authorities={open}
                initial={emptyDraft}
                button={text.send}
                act={enterRequest}
                onDone={async ({ id }) => {
                  await again();
                  await navigate({ to: "/desk/requests/$id", params: { id } });
                }}
              />
            </>
          );
        }}
      </Loaded>
    </>
  );
}
