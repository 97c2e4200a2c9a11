"use client";

import { ArrowRight, FastForward, Play } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Rich, useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { routes } from "@/lib/shared/routes";
import type { RestartPreviewView, RestartStep } from "@/lib/shared/views";
import { Panel } from "../ui/panel";

/** What pressing Restart would do, said before it is pressed. */
export function RestartPanel({ preview }: { preview: RestartPreviewView }) {
  const t = useT();
  return (
    <Panel aria-labelledby="restart-title" className="px-3.5 py-3">
      <h2 id="restart-title" className="mb-1.5 font-semibold">
        {t("restart.title")}
      </h2>
      <RestartStory preview={preview} />
    </Panel>
  );
}

export function RestartStory({ preview }: { preview: RestartPreviewView }) {
  const t = useT();
  const strong = (text: ReactNode) => <b className="font-medium text-ink">{text}</b>;
  if (preview.decision === "refused") return <p className="text-muted">{preview.reason}</p>;
  return (
    <>
      {!preview.declared && <p className="mb-1 text-muted">{t("restart.notHere")}</p>}
      <p className="text-muted">
        {preview.instanceId === null ? (
          t("restart.newInstance")
        ) : (
          <Rich
            k="restart.continues"
            values={{
              instance: (
                <Link href={routes.instances.detail(preview.instanceId)} className="mono text-ink hover:underline">
                  {preview.instanceId}
                </Link>
              ),
              attempt: strong(preview.attempt),
            }}
          />
        )}
      </p>
      <Steps steps={preview.steps} />
    </>
  );
}

/** More steps than the panel lists one by one. */
const STEPS_SHOWN = 8;

/** Those that run, and of those passed over only their number where there are many. */
function Steps({ steps }: { steps: readonly RestartStep[] }) {
  const t = useT();
  if (steps.length === 0) return null;
  const skipped = steps.filter(({ will }) => will === "skip");
  const isLong = steps.length > STEPS_SHOWN;
  const listed = (isLong ? steps.filter(({ will }) => will !== "skip") : steps).slice(0, STEPS_SHOWN);
  const more = steps.length - listed.length - (isLong ? skipped.length : 0);
  return (
    <ol className="mt-2 flex flex-col gap-1.5">
      {isLong && skipped.length > 0 && (
        <li className="flex gap-2 text-muted">
          <FastForward aria-hidden className="mt-0.5 size-3.5 shrink-0 text-faint" />
          {t("restart.skipsMany", { count: skipped.length })}
        </li>
      )}
      {listed.map((step) => (
        <Step key={step.name} step={step} />
      ))}
      {more > 0 && <li className="pl-[22px] text-muted">{t("common.more", { count: more })}</li>}
    </ol>
  );
}

const ICONS = { skip: FastForward, run: Play, continue: ArrowRight };

function Step({ step }: { step: RestartStep }) {
  const t = useT();
  const format = useFormat();
  const Icon = ICONS[step.will];
  return (
    <li className="flex min-w-0 gap-2 text-muted">
      <Icon
        aria-hidden
        className={`mt-0.5 size-3.5 shrink-0 ${step.will === "skip" ? "text-faint" : step.will === "continue" ? "text-accent-text" : ""}`}
      />
      <span className="min-w-0">
        <b className="break-words font-medium text-ink">{step.name}</b> {t(`restart.will.${step.will}`)}
        {step.from?.map(({ key, value }) => (
          <span key={key} className="mono block [overflow-wrap:anywhere]" title={key}>
            {key.split(".").slice(-2).join(".")} ={" "}
            {/count$/.test(key) && /^\d+$/.test(value) ? format.number(BigInt(value)) : value}
          </span>
        ))}
      </span>
    </li>
  );
}
