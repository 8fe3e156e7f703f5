// What every page runs. Each module does nothing where its markup is absent.
import { guardForms } from "./forms.js";
import { keepDrafts } from "./draft.js";
import { watchIdleTime } from "./idle.js";
import { offerToCopy } from "./copy.js";
import { narrowChoices } from "./choices.js";
import { countCharacters } from "./count.js";
import { openSignaturePads } from "./signature.js";

guardForms(document);
keepDrafts(document);
narrowChoices(document);
countCharacters(document);
offerToCopy(document);
openSignaturePads(document);
watchIdleTime();

// A fragment that htmx swapped in gets the same treatment.
document.addEventListener("htmx:load", (event) => {
  if (event.target === document.body) return;
  guardForms(event.target);
  keepDrafts(event.target);
  narrowChoices(event.target);
  openSignaturePads(event.target);
});
