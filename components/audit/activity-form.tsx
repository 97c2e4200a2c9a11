"use client";

import { useRouter } from "next/navigation";
import { useId } from "react";
import { useT } from "@/lib/client/locale";
import {
  ACTIVITY_ACTIONS,
  ACTIVITY_RESULTS,
  type ActivityFilter,
  formatActivityFilter,
  isActivityFiltered,
  parseActivityFilter,
} from "@/lib/shared/filter/activity-filter";
import { routes } from "@/lib/shared/routes";
import type { AuditPage } from "@/lib/shared/views";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { Field } from "../ui/field";
import { Input, Select } from "../ui/input";

const SPANS = ["1h", "24h", "7d", "30d"];

/** Narrows the activity by who, what, which job, how it ended and when; the address holds it. */
export function ActivityForm({
  filter,
  page,
  wrongWhen,
}: {
  filter: ActivityFilter;
  /** Names in sight are offered. */
  page: AuditPage;
  /** What was typed as a time and is none. */
  wrongWhen: string | null;
}) {
  const t = useT();
  const router = useRouter();
  const listId = useId();
  const offered = {
    actor: page.items.map(({ actor }) => actor),
    job: page.items.flatMap(({ jobName }) => jobName ?? []),
    when: SPANS,
  };
  const text = (name: "actor" | "job" | "when", label: string, error?: string) => (
    <Field label={label} className="sm:w-40" {...(error ? { error } : {})}>
      {(control) => (
        <>
          <Input
            {...control}
            name={name}
            key={filter[name]}
            defaultValue={error ? (wrongWhen ?? "") : (filter[name] ?? "")}
            maxLength={100}
            list={`${listId}-${name}`}
            autoComplete="off"
            {...(name === "when" ? { placeholder: "24h, 7d, 2026-11-20" } : {})}
          />
          <datalist id={`${listId}-${name}`}>
            {[...new Set(offered[name])].map((value) => (
              <option key={value} value={value} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
  const choice = (
    name: "action" | "result",
    label: string,
    all: string,
    options: readonly (readonly [string, string])[],
  ) => (
    <Field label={label}>
      {(control) => (
        <Select {...control} name={name} key={filter[name]} defaultValue={filter[name] ?? ""}>
          <option value="">{all}</option>
          {options.map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
  return (
    <form
      action={routes.audit()}
      onSubmit={(event) => {
        event.preventDefault();
        router.push(routes.audit(formatActivityFilter(typedIn(new FormData(event.currentTarget)))));
      }}
      aria-label={t("audit.filter")}
      className="mb-3 grid grid-cols-2 items-start gap-3 sm:flex sm:flex-wrap"
    >
      {text("actor", t("audit.who"))}
      {choice(
        "action",
        t("audit.what"),
        t("audit.anything"),
        ACTIVITY_ACTIONS.map((action) => [action, t(`audit.actions.${action}`)]),
      )}
      {text("job", t("executions.job"))}
      {choice(
        "result",
        t("audit.result"),
        t("audit.anyResult"),
        ACTIVITY_RESULTS.map((result) => [result, t(`audit.results.${result}`)]),
      )}
      {text("when", t("audit.when"), wrongWhen === null ? undefined : t("filter.wrong.started", { value: wrongWhen }))}
      <span className="flex gap-2 pt-[1.6rem]">
        <Button type="submit">{t("audit.narrow")}</Button>
        {(isActivityFiltered(filter) || wrongWhen !== null) && (
          <ButtonLink variant="ghost" href={routes.audit()}>
            {t("executions.clearFilter")}
          </ButtonLink>
        )}
      </span>
    </form>
  );
}

/** What stands in the form, a time that is none as well: the page says what is wrong with it. */
function typedIn(form: FormData): ActivityFilter {
  const query = new URLSearchParams();
  for (const [name, value] of form) if (typeof value === "string") query.set(name, value);
  return { ...parseActivityFilter(query), when: query.get("when")?.trim() || null };
}
