"use client";

import { isRunning } from "batch-core/model";
import { HeartPulse, Play, RotateCw, Square, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "@/lib/client/announce";
import { useT } from "@/lib/client/locale";
import { apiRoutes } from "@/lib/shared/api-routes";
import { routes } from "@/lib/shared/routes";
import type {
  ExecutionActions as Allowed,
  ExecutionAction,
  Id,
  RestartPreviewView,
  SeenVersions,
} from "@/lib/shared/views";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { ActionDialog } from "./action-dialog";
import { type ActedOn, ActionEffects } from "./action-effects";
import type { ExecutionCalls } from "./execution-calls";

interface Target extends ActedOn {
  readonly jobName: string | null;
  readonly seen: SeenVersions;
}

/** A question, and what the execution was like when it was asked: the page moves on meanwhile. */
interface Asking {
  readonly name: keyof ExecutionCalls;
  readonly on: Target;
}

const ICONS = { stop: Square, restart: Play, abandon: Trash2, recover: HeartPulse, runAgain: RotateCw };

/**
 * The buttons of one execution. Those that make sense for its state are there; one that cannot be pressed says why.
 * Each asks first, and tells afterwards what came of it.
 */
export function ExecutionActions({
  target,
  allowed,
  calls,
  restartPreview = null,
  onChanged,
}: {
  target: Target;
  allowed: Allowed;
  calls: ExecutionCalls;
  restartPreview?: RestartPreviewView | null;
  /** Called after anything was done, so that the page can look again. */
  onChanged: () => void;
}) {
  const t = useT();
  const router = useRouter();
  const [asking, setAsking] = useState<Asking | null>(null);
  const running = isRunning(target.status);
  const names: readonly ExecutionAction[] = running
    ? ["recover", "abandon", "stop"]
    : ["runAgain", "abandon", "recover", "restart"];
  // Nobody is there to hear a stop where a run can be recovered.
  const main: ExecutionAction = !running ? "restart" : allowed.recover.enabled ? "recover" : "stop";
  const shown = names.filter((name) => allowed[name].enabled || isExpected(name, target));
  const done = (name: keyof ExecutionCalls, executionId: Id) => {
    toast({ kind: "done", title: t(`action.${name}.done`, { id: executionId }) });
    if (executionId !== target.id) router.push(routes.executions.detail(executionId));
    onChanged();
  };
  return (
    <>
      {shown.map((name) => {
        const Icon = ICONS[name];
        const { enabled, reason } = allowed[name];
        const variant = name === main && enabled ? "primary" : "default";
        if (name === "runAgain" && enabled) {
          return (
            <ButtonLink key={name} href={routes.jobs.launch(target.jobName ?? "", target.id)}>
              <Icon aria-hidden />
              {t("actions.runAgain")}
            </ButtonLink>
          );
        }
        return (
          <Button
            key={name}
            variant={variant}
            disabledReason={enabled ? null : (reason ?? t("action.notNow"))}
            onClick={() => name !== "runAgain" && setAsking({ name, on: target })}
          >
            <Icon aria-hidden />
            {t(`actions.${name}`)}
          </Button>
        );
      })}
      {asking && (
        <ActionDialog
          key={asking.name}
          open
          onClose={() => setAsking(null)}
          title={t(`action.${asking.name}.title`, { id: target.id })}
          danger={asking.name === "abandon" || asking.name === "stop"}
          act={(reason) => calls[asking.name](target.id, reason, versionsOf(asking.on.seen))}
          onDone={({ executionId }) => done(asking.name, executionId)}
          asCurl={(reason) => ({
            method: "POST",
            path: apiRoutes.operate(target.id, asking.name),
            body: reason ? { reason } : {},
          })}
        >
          <ActionEffects name={asking.name} on={asking.on} preview={restartPreview} />
        </ActionDialog>
      )}
    </>
  );
}

/** No more than that is sent. */
function versionsOf({ version, stepsVersion }: SeenVersions): SeenVersions {
  return { version, stepsVersion };
}

/** What belongs to the state even when it is not allowed now, so that its absence is explained. */
function isExpected(name: ExecutionAction, target: Target): boolean {
  if (target.status === "STOPPING") return name === "stop" || name === "recover";
  return isRunning(target.status) ? name === "stop" : name === "restart" || name === "runAgain";
}
