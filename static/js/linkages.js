// What every page runs. Each module does nothing where its markup is absent.
import { guardForms } from "./forms.js";
import { keepDrafts } from "./draft.js";
import { watchIdleTime } from "./idle.js";
import { offerToCopy } from "./copy.js";
import { narrowChoices } from "./choices.js";
import { countCharacters } from "./count.js";
import { offerToDrag } from "./order.js";
import { openSignaturePads } from "./signature.js";

guardForms(document);
keepDrafts(document);
narrowChoices(document);
countCharacters(document);
offerToCopy(document);
offerToDrag(document);
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

// Signed out, a fragment is answered with the sign-in page: what is typed stays alone, and a list is opened anew.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (new URL(event.detail.xhr.responseURL, location).pathname !== "/accounts/login/") return;
  event.detail.shouldSwap = false;
  if (!event.detail.elt.closest("form[data-draft-url]")) location.reload();
});
