"use client";

import { ArrowLeftRight, Split } from "lucide-react";
import { useState } from "react";
import { useT } from "@/lib/client/locale";
import { routes } from "@/lib/shared/routes";
import type { CompareView } from "@/lib/shared/views";
import { CausePanel } from "../execution/cause-panel";
import { PageTitle } from "../page/page";
import { ButtonLink } from "../ui/button-link";
import { CheckboxField } from "../ui/checkbox";
import { CompareOutcome } from "./compare-outcome";
import { CompareSteps } from "./compare-steps";
import { CompareContexts, CompareParameters } from "./compare-values";

/** Two executions side by side: where their ways part, and what was different before they did. */
export function Compare({ view }: { view: CompareView }) {
  const t = useT();
  const [onlyDifferent, setOnlyDifferent] = useState(true);
  const { a, b } = view;
  return (
    <>
      <PageTitle title={t("compare.title")}>
        <CheckboxField
          label={t("compare.onlyDifferent")}
          checked={onlyDifferent}
          onChange={(event) => setOnlyDifferent(event.target.checked)}
        />
        <ButtonLink href={routes.executions.compare(b.id, a.id)}>
          <ArrowLeftRight aria-hidden />
          {t("compare.swap")}
        </ButtonLink>
      </PageTitle>
      <Verdict view={view} />
      <div className="flex flex-col gap-4">
        <CompareOutcome a={a} b={b} onlyDifferent={onlyDifferent} />
        {(view.causeA || view.causeB) && (
          <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2">
            {/* Each under its own execution, also where only one of them failed. */}
            <div className="min-w-0 empty:max-lg:hidden">
              {view.causeA && <CausePanel cause={view.causeA} status={a.status} />}
            </div>
            <div className="min-w-0 empty:max-lg:hidden">
              {view.causeB && <CausePanel cause={view.causeB} status={b.status} />}
            </div>
          </div>
        )}
        <CompareParameters parameters={view.parameters} onlyDifferent={onlyDifferent} />
        <CompareSteps view={view} onlyDifferent={onlyDifferent} />
        <CompareContexts contexts={view.contexts} />
      </div>
    </>
  );
}

/** The answer in one sentence. */
function Verdict({ view: { a, b, divergesAt, steps } }: { view: CompareView }) {
  const t = useT();
  const at = steps.find(({ name }) => name === divergesAt);
  const outcome = (step: (typeof steps)[number]["a"]) =>
    step ? t(`status.${step.status}`).toLocaleLowerCase(t.language) : t("compare.absent");
  return (
    <p className="mb-4 flex items-start gap-2 text-base">
      <Split aria-hidden className={at ? "mt-0.5 size-4 shrink-0 text-warning" : "mt-0.5 size-4 shrink-0 text-faint"} />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {a.jobName !== b.jobName
          ? t("compare.twoJobs")
          : at
            ? t("compare.divergesAt", { step: at.name, a: outcome(at.a), b: outcome(at.b) })
            : t("compare.sameWay")}
      </span>
    </p>
  );
}
