"use client";

import { useId, useState } from "react";
import { useT } from "@/lib/client/locale";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";

/** Asks for the name of a view, a new one or one that has another name until now. */
export function ViewNameDialog({
  initial,
  taken,
  onClose,
  onSave,
}: {
  initial: string;
  taken: readonly string[];
  onClose: () => void;
  onSave: (name: string) => void;
}) {
  const t = useT();
  const formId = useId();
  const [text, setText] = useState(initial);
  const name = text.trim();
  const replaces = name !== initial && taken.includes(name);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(initial ? "views.renameTitle" : "views.saveTitle")}
      description={t("views.saveHint")}
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button variant="primary" type="submit" form={formId} disabledReason={name ? null : t("views.nameNeeded")}>
            {t("views.saveNow")}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          if (name) onSave(name);
        }}
      >
        <Field label={t("views.name")} hint={replaces ? t("views.replaces", { name }) : undefined}>
          {(control) => (
            <Input
              {...control}
              data-autofocus
              maxLength={60}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
