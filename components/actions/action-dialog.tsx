"use client";

import { type ReactNode, useState, useTransition } from "react";
import { useT } from "@/lib/client/locale";
import type { Failure, Result } from "@/lib/shared/result";
import { Button } from "../ui/button";
import { CopyAsCurl, type OwnRequest } from "../ui/copy-as-curl";
import { Dialog } from "../ui/dialog";
import { Notice } from "../ui/notice";
import { ReasonField } from "./reason-field";

/**
 * Asks before something happens: names the thing and the verb, says what will follow, takes a reason, and stays open with
 * the sentence of cause when it is refused.
 */
export function ActionDialog<T>({
  open,
  onClose,
  title,
  danger = false,
  children,
  act,
  onDone,
  asCurl,
}: {
  open: boolean;
  onClose: () => void;
  /** The verb and the thing: of the dialog, and on the button that does it. */
  title: string;
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
            {title}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3.5">
        {children}
        <ReasonField value={reason} onChange={setReason} />
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
