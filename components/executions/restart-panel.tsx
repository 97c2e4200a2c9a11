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
      {preview.steps.length > 0 && (
        <ol className="mt-2 flex flex-col gap-1.5">
          {preview.steps.map((step) => (
            <Step key={step.name} step={step} />
          ))}
        </ol>
      )}
    </>
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
            {key.split(".").slice(-2).join(".")} = {/^\d+$/.test(value) ? format.number(BigInt(value)) : value}
          </span>
        ))}
      </span>
    </li>
  );
}
