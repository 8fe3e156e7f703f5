// Autosaves a form with data-draft-url and offers the text back when the page carries a draft.
import { reportActivity } from "./idle.js";

const WAIT_MS = 1500;
const SURE_MS = 60000;
const NOT_KEPT = "The draft could not be kept. Save the form soon.";
const AWAY = "The county's server cannot be reached. What you typed stays on this page: save again in a moment.";
const SIGNED_OUT =
  "You are signed out. Sign in in another tab, then go on here: what you typed stays on this page.";
const NEVER_KEPT = new Set(["password", "file", "submit", "button"]);

// Of what is hidden only what was seen is kept: a draft goes back over the row its writer saw, not over a newer one.
const WHAT_WAS_SEEN = new Set(["version", "seen"]);
// Under this name a draft keeps the one offered before it that nobody answered yet.
const EARLIER = "draft-earlier";
const isHidden = (field) => field.type === "hidden" && !WHAT_WAS_SEEN.has(field.name);

function keptFields(form) {
  const data = new URLSearchParams();
  for (const field of form.elements) {
    if (!field.name || field.name === "csrfmiddlewaretoken" || NEVER_KEPT.has(field.type)) continue;
    if (isHidden(field)) continue;
    if ((field.type === "checkbox" || field.type === "radio") && !field.checked) continue;
    if (field.type === "select-multiple") {
      for (const option of field.selectedOptions) data.append(field.name, option.value);
    } else {
      data.append(field.name, field.value);
    }
  }
  if (form.dataset.earlier) data.append(EARLIER, form.dataset.earlier);
  return data;
}

function send(form, method, body) {
  const token = form.querySelector("input[name=csrfmiddlewaretoken]").value;
  return fetch(form.dataset.draftUrl, { method, body, headers: { "X-CSRFToken": token }, redirect: "manual" });
}

const signedIn = (page) => page.querySelector(".site-header__person p")?.textContent;

// Whoever signed in again in another tab has a new token there: take it over from a page that opens no record.
// A colleague who signed in at the same machine is not the one who typed here.
async function renewToken() {
  const response = await fetch("/glossary/", { redirect: "manual" });
  if (!response.ok) return false;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (signedIn(page) !== signedIn(document)) return false;
  const token = page.querySelector("input[name=csrfmiddlewaretoken]").value;
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
  document.body.dataset.hxHeaders = JSON.stringify({ "X-CSRFToken": token });
  return true;
}

function isSignedOut(response) {
  return response.type === "opaqueredirect" || response.status === 401 || response.status === 403;
}

async function keep(form) {
  const response = await send(form, "POST", keptFields(form));
  return response.status === 403 && (await renewToken()) ? send(form, "POST", keptFields(form)) : response;
}

// Signed out or out of reach, a form stays on the page: sent, its last words would be lost. So where the server was not
// heard for a minute, or the window was left since, the words are kept first, which asks it.
function autosave(form) {
  const state = form.querySelector("[data-draft-state]");
  let timer;
  let typed = false;
  let asking = false;
  let refusal = "";
  let heardAt = Date.now();
  const say = (words) => {
    if (!state) return;
    state.textContent = words;
    state.classList.toggle("draft-state--refused", Boolean(refusal));
  };
  const save = async () => {
    if (form.dataset.sent) return;
    try {
      const response = await keep(form);
      refusal = isSignedOut(response) ? SIGNED_OUT : "";
      if (response.ok) {
        heardAt = Date.now();
        reportActivity();
      }
      say(refusal || (response.ok ? `Draft kept at ${response.headers.get("County-Time")}` : NOT_KEPT));
    } catch {
      refusal = AWAY;
      say(refusal);
    }
  };
  const saveFirst = async (event) => {
    clearTimeout(timer);
    const sure = !refusal && navigator.onLine && Date.now() - heardAt < SURE_MS;
    if (sure || !typed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (asking) return;
    asking = true;
    await save();
    asking = false;
    if (refusal) {
      say(`Not saved. ${refusal}`);
    } else {
      typed = false;
      form.requestSubmit(event.submitter);
    }
  };
  window.addEventListener("focus", () => {
    heardAt = 0;
    if (refusal) save();
  });
  form.addEventListener("input", () => {
    typed = true;
    clearTimeout(timer);
    timer = setTimeout(save, WAIT_MS);
  });
  form.addEventListener("submit", saveFirst, { capture: true });
  // What was refused was typed and is saved nowhere yet.
  if (form.querySelector("[data-error-summary]")) save();
}

function fill(form, fields) {
  for (const field of form.elements) {
    if (!field.name || field.name === "csrfmiddlewaretoken" || NEVER_KEPT.has(field.type)) continue;
    const values = fields[field.name] ?? [];
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = values.includes(field.value);
    } else if (field.type === "select-multiple") {
      for (const option of field.options) option.selected = values.includes(option.value);
    } else if (!isHidden(field) && field.name in fields) {
      // Several inputs of one name take the kept values in their order.
      const sameName = [...form.elements].filter((other) => other.name === field.name);
      field.value = values[sameName.indexOf(field)] ?? "";
    }
  }
  for (const folded of form.querySelectorAll("details")) folded.open = true;
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

// Whoever types on without an answer keeps both: the text on offer goes with what is typed, until it is answered.
function offer(form, box) {
  form.dataset.earlier = box.querySelector("script[type='application/json']").textContent;
  box.hidden = false;
  box.querySelector("[data-draft-restore]").addEventListener("click", () => {
    const { [EARLIER]: before, ...fields } = JSON.parse(form.dataset.earlier);
    form.dataset.earlier = before?.[0] ?? "";
    box.hidden = !before;
    fill(form, fields);
    form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });
  box.querySelector("[data-draft-discard]").addEventListener("click", async () => {
    form.dataset.earlier = "";
    box.hidden = true;
    await send(form, "DELETE");
  });
}

export function keepDrafts(root) {
  for (const form of root.querySelectorAll("form[data-draft-url]")) {
    autosave(form);
    const box = form.querySelector("[data-draft-offer]");
    if (box) offer(form, box);
  }
}
