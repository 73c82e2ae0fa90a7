import { certifiedChanges } from "@graticule/api/rules";
import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { fetchCertificate, type ManageKey } from "../../api/meetings.ts";
import { hostWords } from "../../i18n/host-words.ts";
import { saveFile } from "../../ui/save-file.ts";

/** The rule's history as a file, to prove later what applied. */
export function CertificatePanel(props: {
  readonly manageKey: ManageKey;
  /** How often the rule was set or lifted. */
  readonly changes: number;
}) {
  const { manageKey } = props;
  const said = hostWords.manage;
  const saving = useMutation({
    mutationFn: async (format: "json" | "pdf") => {
      const file = await fetchCertificate(manageKey, format);
      if (file !== undefined) saveFile(file, `access-record-${manageKey.code}.${format}`);
      return file !== undefined;
    },
  });
  return (
    <div className="stack certificate" data-testid="certificate">
      <h3 className="h2">{said.certificate}</h3>
      <p className="small">{said.certificateText}</p>
      {props.changes > certifiedChanges ? (
        <p className="small" data-testid="certificate-newest">
          {said.certificateNewest(certifiedChanges)}
        </p>
      ) : null}
      <div className="row">
        {(["pdf", "json"] as const).map((format) => (
          <Button
            key={format}
            variant="default"
            size="sm"
            disabled={saving.isPending}
            leftSection={<IconDownload size={16} />}
            onClick={() => saving.mutate(format)}
            data-testid={`certificate-${format}`}
          >
            {format === "pdf" ? said.certificatePdf : said.certificateJson}
          </Button>
        ))}
      </div>
      <p className="error certificate-fault" role="alert">
        {saving.data === false ? said.certificateFailed : null}
      </p>
    </div>
  );
}
