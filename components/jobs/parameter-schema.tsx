"use client";

import { Fingerprint } from "lucide-react";
import { useT } from "@/lib/client/locale";
import { isSecretName } from "@/lib/shared/secret-names";
import type { ExecutionRow, FieldView } from "@/lib/shared/views";
import { Face } from "../ui/face";
import { Panel, PanelHeader } from "../ui/panel";
import { RowTh, Table, TableScroll, Td, Th, Thead, Tr } from "../ui/table";

const VALUES_MAX = 5;

/** A parameter as the definition declares it, as executions had it, or both. */
interface Line {
  readonly name: string;
  readonly identifying: boolean;
  readonly field: FieldView | null;
  /** Newest first, each once; of a secret none. */
  readonly lately: readonly string[];
}

/** What the job takes: as declared where its definition is known here, and what its latest executions had. */
export function ParameterSchema({
  fields,
  recent,
  isDeclared,
}: {
  fields: readonly FieldView[];
  recent: readonly ExecutionRow[];
  isDeclared: boolean;
}) {
  const t = useT();
  const lines = linesOf(fields, recent);
  if (lines.length === 0) {
    return (
      <Panel>
        <Face icon={Fingerprint} title={t(isDeclared ? "job.noParameters" : "job.noParametersSeen")} />
      </Panel>
    );
  }
  return (
    <Panel aria-labelledby="parameters-title">
      <PanelHeader
        id="parameters-title"
        title={t("parameters.title")}
        note={isDeclared ? t("job.declared") : t("job.seenIn", { count: recent.length })}
      />
      <TableScroll label={t("job.parameterCaption")}>
        <Table>
          <caption className="sr-only">{t("job.parameterCaption")}</caption>
          <Thead>
            <tr>
              <Th>{t("parameters.name")}</Th>
              {isDeclared && <Th>{t("steps.type")}</Th>}
              {isDeclared && <Th className="first-letter:uppercase">{t("common.required")}</Th>}
              <Th className="first-letter:uppercase">{t("parameters.identifying")}</Th>
              {isDeclared && <Th>{t("job.default")}</Th>}
              {isDeclared && <Th>{t("job.bounds")}</Th>}
              <Th className={isDeclared ? undefined : "w-full"}>{t("job.lastValues")}</Th>
            </tr>
          </Thead>
          <tbody>
            {lines.map((line) => (
              <LineRow key={line.name} line={line} isDeclared={isDeclared} />
            ))}
          </tbody>
        </Table>
      </TableScroll>
    </Panel>
  );
}

function LineRow({ line: { name, identifying, field, lately }, isDeclared }: { line: Line; isDeclared: boolean }) {
  const t = useT();
  const help = field?.help ?? field?.title ?? name;
  const bounds = field ? boundsOf(field) : "–";
  return (
    <Tr>
      <RowTh className="py-1.5">
        <bdi className="mono block max-w-96 truncate" title={name}>
          {name}
        </bdi>
        {help !== name && <span className="block max-w-96 truncate font-normal text-muted text-xs">{help}</span>}
      </RowTh>
      {isDeclared && <Td className="text-muted">{field ? t(`launch.kinds.${field.kind}`) : t("job.undeclared")}</Td>}
      {isDeclared && (
        <Td className={field?.required ? undefined : "text-faint"}>
          {t(field?.required ? "common.yes" : "common.no")}
        </Td>
      )}
      <Td>
        {identifying ? (
          <span className="inline-flex items-center gap-1 align-bottom text-accent-text">
            <Fingerprint aria-hidden className="size-3.5" />
            {t("common.yes")}
          </span>
        ) : (
          <span className="text-faint">{t("common.no")}</span>
        )}
      </Td>
      {isDeclared && <Td className="mono text-muted">{field?.incrementerNext ?? field?.default ?? "–"}</Td>}
      {isDeclared && (
        <Td className="mono max-w-56 truncate text-muted" title={bounds}>
          {bounds}
        </Td>
      )}
      <Td className="mono max-w-96 truncate text-muted" title={lately.join("\n")}>
        {isSecret(name, field)
          ? t("parameters.masked")
          : lately.length === 0
            ? "–"
            : lately.map((value, index) => (
                <span key={value}>
                  {index > 0 && <span className="text-faint"> · </span>}
                  <bdi>{value}</bdi>
                </span>
              ))}
      </Td>
    </Tr>
  );
}

function linesOf(fields: readonly FieldView[], recent: readonly ExecutionRow[]): readonly Line[] {
  const seen = recent.flatMap(({ keyParameters }) => keyParameters);
  const names = new Set([...fields.map(({ name }) => name), ...seen.map(({ name }) => name)]);
  return [...names].map((name) => {
    const field = fields.find((each) => each.name === name) ?? null;
    const ofName = seen.filter((each) => each.name === name);
    const values = isSecret(name, field)
      ? []
      : [...ofName.flatMap(({ value }) => value ?? []), ...(field?.lastValues ?? [])];
    return {
      name,
      field,
      identifying: field?.identifying ?? ofName.some(({ identifying }) => identifying),
      lately: [...new Set(values)].filter((value) => value !== "").slice(0, VALUES_MAX),
    };
  });
}

function isSecret(name: string, field: FieldView | null): boolean {
  return field?.kind === "secret" || isSecretName(name);
}

function boundsOf(field: FieldView): string {
  if (field.choices) return field.choices.join(" | ");
  if (field.pattern) return field.pattern;
  if (field.minimum === null && field.maximum === null) return "–";
  return `${field.minimum ?? ""} … ${field.maximum ?? ""}`;
}
