import "server-only";

/** Who asks. Every use-case takes one and checks it there. */
export interface Actor {
  /** At most 100 characters: the width of ACTOR and REQUESTED_BY. */
  readonly name: string;
  readonly role: "viewer" | "operator";
}

export function mayOperate(actor: Actor): boolean {
  return actor.role === "operator";
}
