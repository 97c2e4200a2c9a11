"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Play } from "lucide-react";
import Link from "next/link";
import { useActionState, useEffect, useRef, useState } from "react";
import { useT } from "@/lib/client/locale";
import { useDebounced } from "@/lib/client/use-debounced";
import { apiRoutes } from "@/lib/shared/api-routes";
import { launchBodyOf } from "@/lib/shared/as-curl";
import { launchQueries } from "@/lib/shared/queries/launch-queries";
import type { Failure } from "@/lib/shared/result";
import { routes } from "@/lib/shared/routes";
import type { LaunchFormView } from "@/lib/shared/views";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { cn } from "../ui/cn";
import { CopyAsCurl } from "../ui/copy-as-curl";
import { Notice } from "../ui/notice";
import { Panel } from "../ui/panel";
import { LaunchPreview } from "./launch-preview";
import { ParameterField } from "./parameter-field";

/** How long typing has to pause before the server is asked what the launch would do. */
const PAUSE_MS = 300;

/**
 * The launch form of a job. Says before the button what it will do, keeps what was typed when it is refused, and puts the
 * focus on the first field that is wrong.
 */
export function LaunchForm({
  view,
  launch,
}: {
  view: LaunchFormView;
  launch: (previous: Failure | null, form: FormData) => Promise<Failure | null>;
}) {
  const t = useT();
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(view.fields.map((field) => [field.name, view.values[field.name] ?? field.default ?? ""])),
  );
  const [failure, act, isLaunching] = useActionState(launch, null);
  /** By field, the refusal it was changed after: what that said of it is no longer true. */
  const [changedAfter, setChangedAfter] = useState<ReadonlyMap<string, Failure | null>>(new Map());
  const asked = useDebounced(values, PAUSE_MS);
  const query = useQuery({ ...launchQueries.preview(view.jobName, asked), placeholderData: keepPreviousData });
  const preview = query.data;
  /** What is said below is about values that have changed since. */
  const isBehind = values !== asked || query.isPlaceholderData;

  useEffect(() => {
    if (failure) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [failure]);

  const set = (name: string, value: string) => {
    setValues((all) => ({ ...all, [name]: value }));
    setChangedAfter((all) => new Map(all).set(name, failure));
  };
  const errorOf = (name: string) =>
    changedAfter.get(name) === failure ? preview?.problems[name] : failure?.problems?.[name];
  return (
    <form ref={form} action={act} noValidate className="flex max-w-3xl flex-col gap-4">
      {failure && (
        <Notice kind="refused" role="alert" title={t("launch.notLaunched")}>
          {failure.message}
          {failure.executionId && (
            <>
              {" "}
              <Link href={routes.executions.detail(failure.executionId)} className="text-ink underline">
                {t("execution.title", { id: failure.executionId })}
              </Link>
            </>
          )}
        </Notice>
      )}
      <Panel>
        <div className="flex flex-col gap-4 p-4">
          {view.fields.length === 0 && <p className="text-muted">{t("launch.noParameters")}</p>}
          {view.fields.map((field) => (
            <ParameterField
              key={field.name}
              field={field}
              value={values[field.name] ?? ""}
              error={errorOf(field.name)}
              changedFrom={changedFrom(view, field.name, values)}
              onChange={(value) => set(field.name, value)}
            />
          ))}
        </div>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-3 border-line border-t bg-background px-4 py-3">
          <div
            aria-live="polite"
            aria-busy={isBehind}
            className={cn("min-h-10.5 w-full min-w-0 transition-opacity", isBehind && "opacity-60")}
          >
            <LaunchPreview preview={preview} isAsking={query.isFetching} fields={view.fields} values={asked} />
          </div>
          <div className="ml-auto flex flex-wrap justify-end gap-2 max-sm:w-full max-sm:flex-col-reverse">
            <CopyAsCurl
              request={{
                method: "POST",
                path: apiRoutes.launch(view.jobName),
                body: launchBodyOf(view.fields, values),
              }}
            />
            <ButtonLink href={routes.jobs.detail(view.jobName)}>{t("common.cancel")}</ButtonLink>
            <Button type="submit" variant="primary" pending={isLaunching}>
              <Play aria-hidden />
              {t("launch.launchNamed", { job: view.jobName })}
            </Button>
          </div>
        </div>
      </Panel>
    </form>
  );
}

/** What the field held in the execution that is run again, when it holds something else now. */
function changedFrom(view: LaunchFormView, name: string, values: Readonly<Record<string, string>>): string | null {
  if (!view.from) return null;
  const before = view.values[name] ?? "";
  return before === (values[name] ?? "") ? null : before;
}
