"use client";

import { type ReactNode, useState, useTransition } from "react";
import { useT } from "@/lib/client/locale";
import type { Failure, Result } from "@/lib/shared/result";
import { Button } from "../ui/button";
import { CopyAsCurl, type OwnRequest } from "../ui/copy-as-curl";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Textarea } from "../ui/input";
import { Notice } from "../ui/notice";

/** Longest reason: the width of the audit column that keeps it. */
const REASON_LENGTH_MAX = 500;

/**
 * Asks before something happens: names the thing and the verb, says what will follow, takes a reason, and stays open with
 * the sentence of cause when it is refused.
 */
export function ActionDialog<T>({
  open,
  onClose,
  title,
  verb,
  danger = false,
  children,
  act,
  onDone,
  asCurl,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  verb: string;
  danger?: boolean;
  children?: ReactNode;
  act: (reason: string) => Promise<Result<T>>;
  onDone: (value: T) => void;
  /** The same over the API. */
  asCurl?: (reason: string) => OwnRequest;
}) {
  const t = useT();
  const [reason, setReason] = useState("");
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isActing, startActing] = useTransition();
  const close = () => {
    setFailure(null);
    setReason("");
    onClose();
  };
  const confirm = () =>
    startActing(async () => {
      const result = await act(reason.trim()).catch((): Result<T> => ({ ok: false, error: unreachable(t) }));
      if (!result.ok) return setFailure(result.error);
      close();
      onDone(result.value);
    });
  return (
    <Dialog
      open={open}
      onClose={close}
      title={title}
      footer={
        <>
          {asCurl && <CopyAsCurl className="mr-auto" request={asCurl(reason.trim())} />}
          <Button onClick={close}>{t("common.cancel")}</Button>
          <Button variant={danger ? "danger" : "primary"} pending={isActing} onClick={confirm}>
            {verb}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3.5">
        {children}
        <Field label={t("action.reason")} aside={t("common.optional")} hint={t("action.reasonHint")}>
          {(control) => (
            <Textarea
              {...control}
              data-autofocus
              rows={2}
              maxLength={REASON_LENGTH_MAX}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        {failure && (
          <Notice kind="refused" role="alert" title={t("action.refused")}>
            {failure.message}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}

function unreachable(t: ReturnType<typeof useT>): Failure {
  return { code: "UNREACHABLE", message: t("action.unreachable") };
}
