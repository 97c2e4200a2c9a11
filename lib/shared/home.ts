/** Address of the overview, apart from the others for what every page carries without needing them: its error face. */
export const HOME = "/";
