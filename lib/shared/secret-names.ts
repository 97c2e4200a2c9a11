/** Anywhere in a name, in any case: rather one name too many than one too few. A secretary and a tokenizer are none. */
const SECRET_NAME =
  /password|passwd|passphrase|pwd|secret(?!ar)|token(?!i[sz])|credential|(?:api|private|access)[._-]?key/i;

/** Whether a parameter or context key of this name holds a secret: `db.password`, `API_KEY`, `accessToken`; not `tokenizer`. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}
